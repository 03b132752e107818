using IpdEngine.Stage2;
using IpdEngine.Stage2.Multivariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Berkey et al. 1998, Meta-analysis of multiple outcomes by regression with random effects, Stat Med 17:2537: five trials of surgical against
/// non-surgical treatment of periodontal disease (data: table I). The model without the year is not in the article; its values are
/// those of metafor's documented analysis of it (rma.mv, ML, unstructured and compound symmetric).
/// </summary>
public sealed class Berkey1998Tests
{
    private static readonly EffectVectorTable s_trials = new(
        ["1 Pihlstrom", "2 Lindhe", "3 Knowles", "4 Ramfjord", "5 Becker"], ["AL", "PD"],
        [[-0.32, 0.47], [-0.60, 0.20], [-0.12, 0.40], [-0.31, 0.26], [-0.39, 0.56]],
        [
            new[,] { { 0.0077, 0.0030 }, { 0.0030, 0.0075 } }, new[,] { { 0.0008, 0.0009 }, { 0.0009, 0.0057 } },
            new[,] { { 0.0014, 0.0007 }, { 0.0007, 0.0021 } }, new[,] { { 0.0015, 0.0009 }, { 0.0009, 0.0029 } },
            new[,] { { 0.0304, 0.0072 }, { 0.0072, 0.0148 } },
        ]);

    [Fact]
    public void Both_outcomes_pooled_together_by_maximum_likelihood()
    {
        var fit = Fit(BetweenStructure.UN);
        Assert.True(fit.Converged, fit.Reason);
        Assert.Equal([-0.3379, 0.3448], fit.Coefficients.Select(c => Math.Round(c.Estimate, 4)));
        Assert.Equal([0.0798, 0.0495], fit.Coefficients.Select(c => Math.Round(c.StandardError, 4)));
        Assert.Equal((0.0261, 0.0070), (Math.Round(fit.Between[0, 0], 4), Math.Round(fit.Between[1, 1], 4)));
        Assert.Equal(0.6992, Math.Round(fit.Between[0, 1] / Math.Sqrt(fit.Between[0, 0] * fit.Between[1, 1]), 4));
    }

    [Fact]
    public void The_likelihood_ratio_of_unequal_against_equal_heterogeneity()
    {
        var ratio = 2 * (Fit(BetweenStructure.UN).LogLikelihood - Fit(BetweenStructure.CS).LogLikelihood);
        Assert.Equal(0.2597, Math.Round(1 - MathNet.Numerics.SpecialFunctions.Erf(Math.Sqrt(ratio / 2)), 4));
    }

    private static MultivariateFit Fit(BetweenStructure structure) =>
        MultivariateRandomEffects.Fit(s_trials, new PoolOptions(TauEstimator.ML, PoolTest.Z, Structure: structure)).Value;
}
