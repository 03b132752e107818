using System.Text.Json;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Multilevel;
using IpdEngine.Tests.Stage1;
using IpdEngine.TwoStage;
using Xunit;

namespace IpdEngine.Tests.TwoStage;

/// <summary>The one-stage model against lme4's on the same rows of all corpus trials.</summary>
public sealed class OneStageTests
{
    [Theory]
    [InlineData("as")]
    [InlineData("sa")]
    public void One_model_of_all_trials_is_lme4_s(string effect)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("multilevel"), "one_stage.json")));
        var expected = file.RootElement.GetProperty("fits").EnumerateArray().Single(f => f.GetProperty("effect").GetString() == effect);
        var lags = ExpectedCorpus.Panels.Values.Where(p => p.Facts.SessionLag == 1).SelectMany(p => WithinRegression.Of(p, new SessionWindow(1, 7))).Where(l => l.Direction == effect).ToList();
        var fit = OneStage.Fit(effect, lags, 0.95);
        Assert.Equal(expected.GetProperty("studies").GetInt32(), fit.Studies);
        Assert.Equal(expected.GetProperty("rows").GetInt32(), fit.Rows);
        var error = expected.GetProperty("std.error").GetDouble();
        Assert.Equal(expected.GetProperty("estimate").GetDouble(), fit.Estimate.Estimate, 1e-5 * error);
        Assert.Equal(1, fit.Estimate.StandardError / error, 1e-5);
        Assert.Equal(1, fit.Tau2 / expected.GetProperty("tau2").GetDouble(), 1e-4);
        Assert.Equal(1, fit.Sigma2 / expected.GetProperty("sigma2").GetDouble(), 1e-8);
    }

    [Fact]
    public void The_cleared_sums_are_the_study_s_own_regression()
    {
        var panel = ExpectedCorpus.Panels["trial09"];
        var lag = WithinRegression.Of(panel, new SessionWindow(1, 7)).Single(l => l.Direction == "as");
        var alone = MultilevelModel.Fit(panel, new MultilevelOptions()).Single(e => e is { Model: "multilevel", Variant: "as" });
        var own = lag.Sxy / lag.Sxx;
        var variance = (lag.Syy - lag.Sxy * own) / (lag.Rows - lag.Covariates - 1) / lag.Sxx;
        Assert.Equal(alone.Estimates[0], own, 1e-6 * Math.Sqrt(variance));
        Assert.Equal(1, Math.Sqrt(alone.Covariance[0, 0] / variance), 1e-6);
    }

    [Fact]
    public void Studies_that_agree_have_no_variance_between_them()
    {
        var fit = OneStage.Fit("as", [.. Enumerable.Range(0, 5).Select(i => new WithinLag($"t{i}", "as", 100, 5, 50, -5, 95))], 0.95);
        Assert.Equal(0, fit.Tau2);
        Assert.Equal(-0.1, fit.Estimate.Estimate, 12);
    }
}
