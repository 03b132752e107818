using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Tests.Stage2.Multilevel;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Konstantopoulos 2011, Fixed effects and variance components estimation in three-level meta-analysis, Res Synth Methods 2:61: 56 schools in 11 districts,
/// modified school calendars and achievement (table 2); the values are those of metafor's documented analysis of it.
/// </summary>
public sealed class Konstantopoulos2011Tests
{
    [Fact]
    public void The_three_level_model_of_schools_in_districts_by_REML()
    {
        var fit = MultilevelModel.Fit(MultilevelSets.Load("konstantopoulos2011").Effects(0), new MultilevelOptions(Test: PoolTest.Z)).Value;
        Assert.True(fit.Converged, fit.Reason);
        Assert.Equal((0.1847, 0.0846), (Math.Round(fit.Coefficients[0].Estimate, 4), Math.Round(fit.Coefficients[0].StandardError, 4)));
        Assert.Equal((0.0651, 0.0327), (Math.Round(fit.Components[0].Estimate, 4), Math.Round(fit.Components[1].Estimate, 4)));
        Assert.Equal((578.8640, 55), (Math.Round(fit.Q, 4), fit.QDegreesOfFreedom));
        Assert.Equal(-7.9587, Math.Round(fit.LogLikelihood, 4));
        Assert.Equal((0.0190, 0.3504), (Math.Round(fit.Coefficients[0].ConfLow, 4), Math.Round(fit.Coefficients[0].ConfHigh, 4)));
    }

    [Fact]
    public void The_same_model_as_correlated_schools_within_districts()
    {
        var set = MultilevelSets.Load("konstantopoulos2011");
        var (nested, correlated) = (MultilevelModel.Fit(set.Effects(0), new MultilevelOptions()).Value, MultilevelModel.Fit(set.Effects(6), new MultilevelOptions()).Value);
        Assert.Equal(nested.LogLikelihood, correlated.LogLikelihood, 9);
        Assert.Equal(0.6653, Math.Round(correlated.Components[1].Estimate, 4));
        Assert.Equal(0.0978, Math.Round(correlated.Components[0].Estimate, 4));
    }
}
