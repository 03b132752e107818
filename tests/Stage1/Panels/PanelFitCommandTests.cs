using System.Text.Json;
using IpdEngine.Tests.DataPath;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage1.Panels;

/// <summary><c>ipd fit riclpm:...</c> as a user runs it.</summary>
public sealed class PanelFitCommandTests
{
    private static readonly string s_data = Path.Combine(Repository.Root, "tests/References/stage1/data/persons_4.csv");

    [Fact]
    public void Json_has_the_lags_beside_every_parameter()
    {
        var (code, output, errors) = Ipd.Run(
            Repository.Root, "fit", "riclpm:a1-a4,s1-s4", "--data", s_data, "--format", "json", "--bootstrap", "5", "--seed", "3", "--auxiliary", "x1");
        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal(("ok", "riclpm"), (root.GetProperty("status").GetProperty("code").GetString(), root.GetProperty("model").GetString()));
        Assert.Equal(360, root.GetProperty("n").GetInt32());
        Assert.True(root.GetProperty("fit").TryGetProperty("chisq.scaled", out _), "MLR is a panel model's default");
        var lags = root.GetProperty("lags");
        foreach (var lag in new[] { "aa", "sa", "ss", "as" })
            Assert.Equal(3, lags.GetProperty(lag).GetProperty("wave").GetArrayLength());
        Assert.Equal(4, lags.GetProperty("vcov").GetArrayLength());
        Assert.Equal(2, root.GetProperty("sensitivity").GetArrayLength());
        Assert.Equal(5, root.GetProperty("bootstrap").GetProperty("draws").GetInt32());
    }

    [Fact]
    public void Both_directions_of_a_dynamic_panel_model_are_a_list()
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", "dpm:a1-a4,s1-s4", "--data", s_data, "--format", "json");
        Assert.True(code == 0, errors);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(["as", "sa"], json.RootElement.EnumerateArray().Select(fit => fit.GetProperty("direction").GetString()));
    }

    [Fact]
    public void The_text_for_R_needs_no_data_and_the_table_speaks_of_lags()
    {
        var (code, output, _) = Ipd.Run(Repository.Root, "fit", "riclpm:a1-a4,s1-s4", "--syntax", "--lags", "standardised");
        Assert.Equal(0, code);
        Assert.Contains("va2 == 1 - (aa^2 + sa^2 + 2*aa*sa*cw1)", output, StringComparison.Ordinal);
        (code, output, var errors) = Ipd.Run(Repository.Root, "fit", "clpm:a1-a4,s1-s4", "--data", s_data);
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "clpm, 360 rows, 4 waves", "as (alliance -> symptom)", "Regressions", "status: ok" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("riclpm:a1-a4,s1-s5", "4 columns of the first construct and 5 of the second")]
    [InlineData("riclpm:a1-a4,q1-q4", "q1")]
    public void A_mistake_says_what_was_expected(string model, string message)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", model, "--data", s_data);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, errors, StringComparison.Ordinal);
    }
}
