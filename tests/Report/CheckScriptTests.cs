using IpdEngine.Report;
using IpdEngine.Report.Scripts;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>The R script of a run carries the run's own plan and syntax. That it agrees with the run is seen by running it in R.</summary>
public sealed class CheckScriptTests
{
    [Fact]
    public void A_syntax_that_studies_share_stands_once()
    {
        var script = Of(CorpusRun.Make());
        Assert.Contains("m1 = \"# 7 waves\"", script, StringComparison.Ordinal);
        Assert.Contains("m2 = \"# 4 waves\"", script, StringComparison.Ordinal);
        Assert.DoesNotContain("m3 =", script, StringComparison.Ordinal);
        Assert.Contains("\"trial16\" = \"m2\"", script, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plan_in_force_stands_in_it()
    {
        var run = CorpusRun.Make();
        var plan = run.Plan with { Window = (2, 6), Pool = run.Plan.Pool with { Level = 0.9, Test = IpdEngine.Stage2.PoolTest.Knha } };
        var script = Of(run with { Plan = plan });
        Assert.Contains("test = \"knha\", level = 0.9,", script, StringComparison.Ordinal);
        Assert.Contains("window = c(2, 6)", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moderator_stands_in_it_with_a_value_a_study()
    {
        var script = Of(CorpusRun.Make());
        Assert.Contains("pool = \"moderator year\"", script, StringComparison.Ordinal);
        Assert.Contains("x = cbind(\"year\" = c(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17))", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_name_cannot_leave_its_string()
    {
        var run = CorpusRun.Make();
        var fit = run.Estimates[0] with { Study = "x\"); system(\"ls\\" };
        var script = Of(run with { Estimates = [fit, .. run.Estimates.Skip(1)] });
        Assert.Contains("\"x\\\"); system(\\\"ls\\\\\" = \"m1\"", script, StringComparison.Ordinal);
    }

    private static string Of(RunResult run) => CheckScript.Of(run, new Disclosure(run));
}
