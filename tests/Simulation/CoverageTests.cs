using IpdEngine.Simulation.Coverage;
using IpdEngine.Simulation.Pools;
using Xunit;

namespace IpdEngine.Tests.Simulation;

/// <summary>The coverage tables at a small size: the machinery, and bounds that no right interval leaves.</summary>
public sealed class CoverageTests
{
    private static readonly CoverageCell s_cell = new(5, 150, 0.5, 0.05);

    [Fact]
    public void Intervals_of_the_lags_hold_the_truth_about_as_often_as_they_say()
    {
        // 200 replicates x four lags: at 94 % the Monte Carlo error of one lag is 1.7 points; four of them and two points for small samples are allowed.
        foreach (var row in CoverageStudy.Run(s_cell, IntervalRule.All, seed: 3, replicates: 200, Environment.ProcessorCount))
        {
            Assert.InRange(row.Coverage.Share, 0.95 - 0.02 - 4 * 0.017, 1);
            Assert.InRange(row.Bias / row.BiasError, -4, 4);
            Assert.InRange(row.ErrorRatio, 0.8, 1.2);
        }
    }

    [Fact]
    public void Workers_change_nothing()
    {
        var one = CoverageStudy.Run(s_cell, IntervalRule.All, seed: 4, replicates: 12, workers: 1);
        var three = CoverageStudy.Run(s_cell, IntervalRule.All, seed: 4, replicates: 12, workers: 3);
        Assert.Equal(one.Select(r => (r.Coverage, r.Bias, r.RootMeanSquare)), three.Select(r => (r.Coverage, r.Bias, r.RootMeanSquare)));
    }

    [Fact]
    public void Pools_cover_about_as_often_as_they_say_and_equal_effects_do_not()
    {
        const int replicates = 1000;
        // Monte Carlo error at 95 % with 1,000 replicates: 0.7 points; four of them are allowed.
        var rows = PoolCoverage.Univariate(new PoolCell(17, "moderate", 0.0015, false), seed: 5, replicates, Environment.ProcessorCount);
        double Share(string rule) => rows.Single(r => r.Rule == rule).Coverage.Share;
        Assert.InRange(Share("REML adhoc"), 0.95 - 0.028, 0.985);
        Assert.InRange(Share("REML knha"), 0.95 - 0.028, 0.95 + 0.028);
        Assert.InRange(Share("Q-profile"), 0.95 - 0.028, 0.95 + 0.028);
        // Where tau2 is estimated low a prediction interval is too narrow: about 90 % is what it reaches here.
        Assert.InRange(Share("prediction T, REML adhoc"), 0.90 - 0.04, 0.90 + 0.04);
        Assert.True(Share("EE z") < 0.8, "the fixed-effect interval ignores what varies between studies");
        Assert.All(rows, r => Assert.Equal((replicates, 0), (r.Coverage.Total, r.Missing)));
    }

    [Fact]
    public void Four_outcomes_together_cover_too()
    {
        // 300 replicates: Monte Carlo error 1.3 points at 95 %.
        var rows = PoolCoverage.Multivariate(new PoolCell(17, "moderate", 0.0015, false), seed: 6, 300, Environment.ProcessorCount);
        Assert.InRange(rows.Single(r => r.Rule == "UN REML adhoc").Coverage.Share, 0.95 - 4 * 0.013, 1);
    }
}
