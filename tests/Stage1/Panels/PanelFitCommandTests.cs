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

    [Fact]
    public void Groups_are_compared_as_lavaan_compares_them()
    {
        var references = Path.Combine(Repository.Root, "tests/References/stage1/arm_cases.json");
        foreach (var expected in JsonDocument.Parse(File.ReadAllText(references)).RootElement.GetProperty("cases").EnumerateArray())
        {
            var (code, output, errors) = Ipd.Run(
                Repository.Root, "fit", "riclpm:a1-a4,s1-s4", "--data", s_data, "--group", "arm", "--estimator", expected.GetProperty("estimator").GetString()!.ToLowerInvariant(), "--format", "json");
            Assert.True(code == 0, errors);
            using var json = JsonDocument.Parse(output);
            var root = json.RootElement;
            Assert.Equal(["treated", "waiting"], root.GetProperty("groups").EnumerateArray().Select(label => label.GetString()));
            var (difference, logl) = (expected.GetProperty("difference"), expected.GetProperty("logl"));
            Assert.Equal(difference[0].GetDouble(), root.GetProperty("difference").GetProperty("chisq").GetDouble(), 2e-3 * difference[0].GetDouble());
            Assert.Equal(4, root.GetProperty("difference").GetProperty("df").GetInt32());
            foreach (var (kind, place) in new[] { ("free", 0), ("equal", 1) })
            {
                var fit = root.GetProperty(kind);
                Assert.Equal(logl[place].GetDouble(), fit.GetProperty("fit").GetProperty("logl").GetDouble(), 1e-4);
                for (var group = 0; group < 2; group++)
                    foreach (var lag in new[] { "aa", "sa", "ss", "as" })
                    {
                        var found = fit.GetProperty("groups")[group].GetProperty("lags").GetProperty(lag);
                        Assert.Equal(expected.GetProperty(kind)[group].GetProperty(lag).GetDouble(), found.GetProperty("est").GetDouble(), 2e-3 * found.GetProperty("se").GetDouble());
                    }
            }
        }
    }

    [Fact]
    public void The_table_of_a_comparison_has_both_groups_and_the_test()
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", "riclpm:a1-a4,s1-s4", "--data", s_data, "--group", "arm", "--estimator", "ml");
        Assert.True(code == 0, errors);
        foreach (var part in new[] { "riclpm, 2 groups compared", "treated, 240 rows", "waiting, 120 rows", "Test of equal lags: chi-square(4) = 9.", "p = 0.0540" })
            Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("riclpm", "found --group-equal with a panel model", "--group by itself", "--group-equal", "regressions")]
    [InlineData("riclpm", "found --group-equal with a panel model", "--group by itself", "--group", "arm", "--group-equal", "regressions")]
    [InlineData("riclpm", "found --defaults with a panel model", "see it by --syntax", "--defaults", "sem")]
    [InlineData("riclpm", "found --group with --syntax of a panel model", "--format json", "--group", "arm", "--syntax")]
    [InlineData("riclpm", "found --data with --syntax", "expected it without", "--syntax")]
    [InlineData("riclpm", "found --seed with no --bootstrap", "--bootstrap 1000 --seed 1", "--seed", "3")]
    [InlineData("riclpm", "found --bootstrap with --group", "expected one of them", "--group", "arm", "--bootstrap", "5")]
    [InlineData("riclpm", "found --format csv with --group", "expected table or json", "--group", "arm", "--format", "csv")]
    [InlineData("riclpm", "found lags 'standardised'", "expected 'equal' or 'free'", "--group", "arm", "--lags", "standardised")]
    [InlineData("riclpm", "found 360 groups", "expected 2 to", "--group", "x1")]
    [InlineData("riclpm", "nosuch", "arm", "--group", "nosuch")]
    [InlineData("riclpm", "found small sample 'leverage'", "for one group alone", "--group", "arm", "--small-sample")]
    [InlineData("riclpm", "found small sample 'leverage' with estimator 'ml'", "expected 'mlr'", "--estimator", "ml", "--small-sample")]
    [InlineData("riclpm", "found --equal 'lags'", "expected residuals, means", "--equal", "residuals,lags")]
    [InlineData("riclpm", "found --covariates-on without --covariates", "expected the columns", "--covariates-on", "within")]
    [InlineData("riclpm", "found lags 'standardised' with same-session order", "expected neither", "--lags", "standardised", "--same-session")]
    [InlineData("lcmsr", "found --equal means with lcmsr", "expected riclpm or clpm", "--equal", "means")]
    [InlineData("dpm", "found --equal means with dpm", "expected riclpm or clpm", "--equal", "means")]
    [InlineData("dpm", "found --small-sample with dpm", "expected riclpm, clpm or lcmsr", "--small-sample")]
    [InlineData("dpm", "found groups for dpm", "expected riclpm, clpm or lcmsr", "--group", "arm")]
    public void What_a_panel_model_does_not_take_is_refused_not_ignored(string model, string found, string expected, params string[] options)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, ["fit", $"{model}:a1-a4,s1-s4", "--data", s_data, .. options]);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(found, errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lags", "free")]
    [InlineData("--covariates", "x1")]
    [InlineData("--auxiliary", "x1")]
    [InlineData("--covariates-on", "within")]
    [InlineData("--same-session", "true")]
    [InlineData("--equal", "means")]
    [InlineData("--small-sample", "true")]
    public void What_only_a_panel_model_takes_is_refused_for_lavaan_text(string option, string value)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, "fit", "a2 ~ a1", "--data", s_data, option, value);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains($"found {option} with lavaan text, expected it with a panel model alone", errors, StringComparison.Ordinal);
    }

    // The texts were fitted by lavaan: its numbers for them are compared elsewhere.
    [Theory]
    [InlineData("riclpm:a1-a4,s1-s4", "riclpm_4_same_session", "--same-session")]
    [InlineData("clpm:a1-a7,s1-s7", "clpm_7_same_session", "--same-session")]
    [InlineData("riclpm:a1-a7,s1-s7", "riclpm_7_equal", "--equal", "residuals,means")]
    [InlineData("clpm:a1-a4,s1-s4", "clpm_4_equal", "--equal", "means, residuals")]
    [InlineData("lcmsr:a1-a5,s1-s5", "lcmsr_5_equal", "--equal", "residuals")]
    [InlineData("riclpm:a1-a4,s1-s4", "riclpm_4_covariates_within", "--covariates", "x1", "--covariates-on", "within")]
    public void An_option_writes_the_text_that_lavaan_was_given(string model, string file, params string[] options)
    {
        var (code, output, errors) = Ipd.Run(Repository.Root, ["fit", model, "--syntax", .. options]);
        Assert.True(code == 0, errors);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, $"tests/References/stage1/syntax/{file}.lav")), output);
    }

    [Fact]
    public void Small_sample_errors_are_larger_and_have_degrees_of_freedom()
    {
        JsonElement Lags(params string[] options)
        {
            var (code, output, errors) = Ipd.Run(Repository.Root, ["fit", "riclpm:a1-a4,s1-s4", "--data", s_data, "--format", "json", .. options]);
            Assert.True(code == 0, errors);
            return JsonDocument.Parse(output).RootElement.GetProperty("lags");
        }

        var (plain, small) = (Lags(), Lags("--small-sample"));
        foreach (var lag in new[] { "aa", "sa", "ss", "as" })
        {
            Assert.Equal(plain.GetProperty(lag).GetProperty("est").GetDouble(), small.GetProperty(lag).GetProperty("est").GetDouble());
            Assert.InRange(small.GetProperty(lag).GetProperty("se").GetDouble() / plain.GetProperty(lag).GetProperty("se").GetDouble(), 1.001, 1.2);
            Assert.InRange(small.GetProperty(lag).GetProperty("df").GetDouble(), 5, 360);
            Assert.False(plain.GetProperty(lag).TryGetProperty("df", out _));
        }

        var (_, table, _) = Ipd.Run(Repository.Root, "fit", "riclpm:a1-a4,s1-s4", "--data", s_data, "--small-sample");
        Assert.Matches("mean over waves +est +se +df", table);
        Assert.Contains("corrected for leverage", table, StringComparison.Ordinal);
    }
}
