using System.Text.Json;
using IpdEngine.Tests.DataPath;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Cli;

/// <summary><c>ipd lmm</c> as a user runs it.</summary>
public sealed class LmmCommandTests
{
    private static readonly string s_sleep = Path.Combine(Repository.Root, "tests/References/agreement/lme4/sleepstudy.csv");

    [Fact]
    public void Json_has_the_fields_that_are_promised()
    {
        using var folder = new ScratchFolder();
        var (code, output, errors) = Ipd.Run(folder.Root, "lmm", "Reaction ~ Days + (Days | Subject)", "--data", s_sleep, "--confint", "profile", "--format", "json", "--ranef", "modes.csv");
        Assert.True(code == 0, errors);
        var root = JsonDocument.Parse(output).RootElement;
        Assert.Equal("ok", root.GetProperty("status").GetProperty("code").GetString());
        Assert.True(root.GetProperty("REML").GetBoolean());
        Assert.False(root.GetProperty("singular").GetBoolean());
        Assert.Equal(-871.814, root.GetProperty("logLik").GetDouble(), 1e-3);
        var days = root.GetProperty("fixed").EnumerateArray().Single(e => e.GetProperty("term").GetString() == "Days");
        Assert.Equal(10.467, days.GetProperty("estimate").GetDouble(), 1e-3);
        Assert.Equal(17.0, days.GetProperty("df").GetDouble(), 1e-3);
        Assert.Equal(7.3587, days.GetProperty("conf.low").GetDouble(), 1e-3);
        Assert.InRange(days.GetProperty("p.value").GetDouble(), 1e-6, 1e-5);
        var random = root.GetProperty("random").EnumerateArray().ToList();
        Assert.Equal(3, random.Count);
        Assert.Equal(24.741, random[0].GetProperty("sd").GetDouble(), 1e-2);
        Assert.Equal(0.0656, random[2].GetProperty("correlation").GetDouble(), 1e-3);
        Assert.Equal(654.94, root.GetProperty("residual").GetProperty("variance").GetDouble(), 1e-1);
        Assert.Equal(2, root.GetProperty("vcov").GetArrayLength());
        Assert.Equal(6, root.GetProperty("profile").GetArrayLength());
        Assert.Equal(1 + 2 * 18, File.ReadLines(folder["modes.csv"]).Count());
    }

    [Fact]
    public void The_table_and_the_csv_show_the_fit()
    {
        using var folder = new ScratchFolder();
        var (code, table, _) = Ipd.Run(folder.Root, "lmm", "Reaction ~ Days + (1 | Subject)", "--data", s_sleep, "--ml");
        Assert.Equal(0, code);
        Assert.Contains("Linear mixed model by maximum likelihood", table, StringComparison.Ordinal);
        Assert.Contains("Subject   (Intercept)", table, StringComparison.Ordinal);
        Assert.Contains("Status: ok", table, StringComparison.Ordinal);
        var csv = Ipd.Run(folder.Root, "lmm", "Reaction ~ Days + (1 | Subject)", "--data", s_sleep, "--format", "csv").Output.Split('\n');
        Assert.Equal("effect,group,term,estimate,std.error,statistic,df,p.value,conf.low,conf.high", csv[0]);
        Assert.StartsWith("fixed,,Days,10.467", csv[2], StringComparison.Ordinal);
        Assert.StartsWith("ran_pars,Subject,sd__(Intercept),37.12", csv[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reaction ~ Dayz + (1 | Subject)", "did you mean 'Days'")]
    [InlineData("Reaction ~ Days +", "at character 18: found the end of the formula")]
    [InlineData("Reaction ~ Days", "found no random term")]
    public void A_formula_at_fault_ends_with_its_place_and_code_2(string formula, string expected)
    {
        using var folder = new ScratchFolder();
        var (code, _, errors) = Ipd.Run(folder.Root, "lmm", formula, "--data", s_sleep);
        Assert.Equal(2, code);
        Assert.StartsWith("ipd: ", errors, StringComparison.Ordinal);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_cannot_be_fitted_ends_with_its_status_and_code_2()
    {
        using var folder = new ScratchFolder();
        var (code, output, errors) = Ipd.Run(folder.Root, "lmm", "Reaction ~ Days + (1 | Reaction)", "--data", s_sleep, "--format", "json");
        Assert.Equal(2, code);
        Assert.Equal("not_identified", JsonDocument.Parse(output).RootElement.GetProperty("status").GetProperty("code").GetString());
        Assert.Contains("levels of grouping factor 'Reaction'", errors, StringComparison.Ordinal);
    }
}
