using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Viechtbauer 2007, Confidence intervals for the amount of heterogeneity in meta-analysis, Stat Med 26:37, table II (page 44): nine trials of
/// diuretics and pre-eclampsia (Collins, Yusuf and Peto 1985), log odds ratios; the article's intervals without its rounding.
/// </summary>
public sealed class Viechtbauer2007Tests
{
    private static EffectTable Trials => EffectSizes.Compute(EffectMeasure.OR, [.. Enumerable.Range(1, 9).Select(i => $"trial {i}")], new Dictionary<string, double[]>
    {
        ["ai"] = [14, 21, 14, 6, 12, 138, 15, 6, 65],
        ["n1i"] = [131, 385, 57, 38, 1011, 1370, 506, 108, 153],
        ["ci"] = [14, 17, 24, 18, 35, 175, 20, 2, 40],
        ["n2i"] = [136, 134, 48, 40, 760, 1336, 524, 103, 102],
    }).Effects;

    [Theory]
    [InlineData(TauEstimator.DL, 0.2297)]
    [InlineData(TauEstimator.ML, 0.2386)]
    [InlineData(TauEstimator.REML, 0.3008)]
    [InlineData(TauEstimator.SJ, 0.4563)]
    public void Estimates_of_heterogeneity(TauEstimator estimator, double tau2) =>
        Assert.Equal(tau2, RandomEffects.Fit(Trials, new PoolOptions(estimator)).Value.Tau2, 0.5e-4);

    [Fact]
    public void The_Q_profile_interval()
    {
        var interval = RandomEffects.Fit(Trials, new PoolOptions(TauEstimator.DL)).Value.Tau2Interval;
        Assert.Equal((0.0723, 2.2027), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Theory]
    [InlineData(TauEstimator.ML, 0.0266, 1.1308)]
    [InlineData(TauEstimator.REML, 0.0427, 1.4747)]
    public void The_profile_likelihood_intervals(TauEstimator estimator, double low, double high)
    {
        var interval = LikelihoodInterval.Of(RandomEffects.Fit(Trials, new PoolOptions(estimator)).Value).Value;
        // The limits were searched to 1e-4.
        Assert.Equal(low, interval.Low, 1.5e-4);
        Assert.Equal(high, interval.High, 1.5e-4);
        Assert.Null(interval.Note);
    }
}
