using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>Lipsey and Wilson 2001, Practical meta-analysis, chapter 7: ten effects, exhibits 7.3 to 7.7 (pages 133-141) to the digits that the exhibits print.</summary>
public sealed class LipseyWilson2001Tests
{
    private static readonly double[] s_random = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1];
    private static readonly double[] s_intensity = [7, 3, 7, 5, 7, 7, 4, 4, 5, 6];

    private static EffectTable Effects => new(
        ["0100", "0308", "1596", "2479", "9021", "9028", "0161", "0172", "0537", "7049"],
        [-0.33, 0.32, 0.39, 0.31, 0.17, 0.64, -0.33, 0.15, -0.02, 0.00],
        [0.084, 0.035, 0.017, 0.034, 0.072, 0.117, 0.102, 0.093, 0.012, 0.067]);

    private static PoolOptions By(TauEstimator estimator) => new(estimator, PoolTest.Z);

    [Fact]
    public void Exhibit_7_3_the_mean_by_fixed_and_by_random_effects()
    {
        var equal = RandomEffects.Fit(Effects, By(TauEstimator.EE)).Value;
        Near([0.1549, 0.0609, 2.5450, 0.0109, 0.0356, 0.2742], Row(equal.Coefficients[0]));
        Near([14.7640, 0.0976], [equal.Q, equal.QPValue]);
        var random = RandomEffects.Fit(Effects, By(TauEstimator.DL)).Value;
        Near([0.1534, 0.0858, 1.7893, 0.0736, -0.0146, 0.3215], Row(random.Coefficients[0]));
        Assert.Equal(0.025955, random.Tau2, 5e-7);
    }

    [Fact]
    public void Exhibit_7_4_the_analog_of_the_analysis_of_variance()
    {
        string[] groups = [.. s_random.Select(r => r > 0 ? "random" : "not random")];
        var analysis = Subgroups.Fit(Effects, "assignment", groups, By(TauEstimator.EE), SubgroupTau.Separate).Value;
        Near([0.2984, 0.0813, 0.1390, 0.4578], Mean(analysis.Groups[0].Mean!));
        Near([-0.0277, 0.0917, -0.2075, 0.1521], Mean(analysis.Groups[1].Mean!));
        Near([7.0739, 0.0078], [analysis.Difference!.Statistic, analysis.Difference.PValue]);
        Near([6.4382, 0.2659, 1.2519, 0.7406], [analysis.Groups[0].Fit!.Q, analysis.Groups[0].Fit!.QPValue, analysis.Groups[1].Fit!.Q, analysis.Groups[1].Fit!.QPValue]);
        // With equal effects there is no tau-squared to share: both analyses are one.
        var common = Subgroups.Fit(Effects, "assignment", groups, By(TauEstimator.EE), SubgroupTau.Common).Value;
        Near([7.0739, 0.0078, 7.6901, 0.4643], [common.Difference!.Statistic, common.Difference.PValue, common.Regression!.Q, common.Regression.QPValue]);
    }

    [Fact]
    public void Exhibits_7_6_and_7_7_the_regression_by_fixed_and_by_random_effects()
    {
        var effects = Effects with { Moderators = [new("random", s_random), new("intensity", s_intensity)] };
        var equal = RandomEffects.Fit(effects, By(TauEstimator.EE)).Value;
        Near([0.3223, -0.3298, -0.0041], [.. equal.Coefficients.Select(c => c.Estimate)]);
        Near([0.2998, 0.1304, 0.0493], [.. equal.Coefficients.Select(c => c.StandardError)]);
        Near([7.0807, 0.0290, 7.6832, 0.3614], [equal.Moderation!.Statistic, equal.Moderation.PValue, equal.Q, equal.QPValue]);
        var mixed = RandomEffects.Fit(effects, By(TauEstimator.DL)).Value;
        Near([0.3311, -0.3269, -0.0068], [.. mixed.Coefficients.Select(c => c.Estimate)]);
        Near([0.3198, 0.1439, 0.0528], [.. mixed.Coefficients.Select(c => c.StandardError)]);
        Near([5.5711, 0.0617], [mixed.Moderation!.Statistic, mixed.Moderation.PValue]);
        Assert.Equal(0.00488, mixed.Tau2, 5e-6);
        Assert.Equal(81.2023, mixed.R2, 5e-4);
    }

    private static double[] Row(Coefficient c) => [c.Estimate, c.StandardError, c.Statistic, c.PValue, c.ConfLow, c.ConfHigh];

    private static double[] Mean(Coefficient c) => [c.Estimate, c.StandardError, c.ConfLow, c.ConfHigh];

    private static void Near(double[] printed, double[] found)
    {
        foreach (var (expected, value) in printed.Zip(found))
            Assert.Equal(expected, value, 0.6e-4);
    }
}
