using System.Text.Json;
using IpdEngine.Tests.DataPath;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary><c>ipd fit</c> as a user runs it.</summary>
public sealed class FitCommandTests
{
    private const string Factors = "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nd := 1/3";
    private static readonly string s_data = Path.Combine(Repository.Root, "tests/References/stage1/data/holzinger.csv");

    [Fact]
    public void Json_has_lavaans_names_and_numbers()
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", Factors, "--data", s_data, "--defaults", "cfa", "--format", "json");
        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.True(root.GetProperty("converged").GetBoolean());
        Assert.Equal("ok", root.GetProperty("status").GetProperty("code").GetString());
        Assert.Equal((301, 13), (root.GetProperty("n").GetInt32(), root.GetProperty("npar").GetInt32()));
        Assert.Equal(8, root.GetProperty("fit").GetProperty("df").GetInt32());
        Assert.Equal(13, root.GetProperty("vcov").GetProperty("matrix").GetArrayLength());
        var first = root.GetProperty("estimates")[0];
        Assert.Equal(("visual", "=~", "x1"), (first.GetProperty("lhs").GetString(), first.GetProperty("op").GetString(), first.GetProperty("rhs").GetString()));
        Assert.Equal((1.0, JsonValueKind.Null), (first.GetProperty("est").GetDouble(), first.GetProperty("z").ValueKind));
        Assert.Equal(root.GetProperty("estimates").GetArrayLength(), root.GetProperty("standardized").GetArrayLength() + 1);
    }

    [Theory]
    [InlineData("found --seed with no --bootstrap", "--data", "x.csv", "--seed", "3")]
    [InlineData("found --data with --syntax", "--data", "x.csv", "--syntax")]
    [InlineData("found --format with --syntax", "--format", "json", "--syntax")]
    [InlineData("found --missing with --syntax", "--missing", "fiml", "--syntax")]
    [InlineData("found --group with --syntax", "--group", "school", "--syntax")]
    public void An_option_without_effect_is_refused_not_ignored(string found, params string[] options)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, ["fit", Factors, .. options]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(found, errors, StringComparison.Ordinal);
        Assert.Contains("expected it", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_shows_what_a_summary_shows()
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", Factors, "--data", s_data, "--defaults", "cfa", "--estimator", "mlr");
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "status: ok", "Latent variables", "visual =~ x2", "Scaled chi-square", "R-square", "std.all", "Defined parameters" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("y ~ b*", "model syntax, line 1, column 7", "        ^")]
    [InlineData("y ~ nosuch", "found y, nosuch in the model", "expected columns")]
    [InlineData("nofile.lav", "found neither a file 'nofile.lav'", "expected one of them")]
    [InlineData("f =~ x1 + c(1, 2)*x2 + x3", "2 fixed values for f=~x2", "the data have one group")]
    public void A_mistake_is_shown_with_its_place_and_what_was_expected(string model, string found, string expected)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", model, "--data", s_data, "--defaults", "sem");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(found, errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_not_identified_is_not_done()
    {
        var (code, output, _) = Ipd.Run(Repository.Root, "fit", "f =~ NA*x1 + x2 + x3", "--data", s_data, "--defaults", "cfa");
        Assert.Equal(2, code);
        Assert.Contains("status: not_identified", output, StringComparison.Ordinal);
    }
}
