using IpdEngine.Stage2;
using IpdEngine.Stage2.Permutation;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Follmann and Proschan 1999, Valid inference in random effects meta-analysis, Biometrics 55:732, table 1: eight trials of cholesterol lowering,
/// Peto's log odds ratios, DerSimonian and Laird; the permutation p of the mean is 10 / 256.
/// </summary>
public sealed class FollmannProschan1999Tests
{
    private static readonly double[] s_treatedEvents = [173, 157, 131, 56, 52, 36, 62, 2];
    private static readonly double[] s_treated = [5331, 1906, 4541, 2051, 424, 1149, 6582, 88];
    private static readonly double[] s_controlEvents = [210, 193, 121, 84, 65, 42, 20, 2];
    private static readonly double[] s_control = [5296, 1900, 4516, 2030, 422, 1129, 1663, 30];

    [Fact]
    public void The_permutation_p_of_the_mean_is_10_of_256()
    {
        var (yi, vi) = (new double[8], new double[8]);
        for (var i = 0; i < 8; i++)
        {
            // Observed minus expected events over the hypergeometric variance (Yusuf et al. 1985).
            double n = s_treated[i] + s_control[i], events = s_treatedEvents[i] + s_controlEvents[i];
            var variance = s_treated[i] * s_control[i] * events * (n - events) / (n * n * (n - 1));
            yi[i] = (s_treatedEvents[i] - events * s_treated[i] / n) / variance;
            vi[i] = 1 / variance;
        }
        var fit = RandomEffects.Fit(new EffectTable([.. Enumerable.Range(1, 8).Select(i => $"trial {i}")], yi, vi), new PoolOptions(TauEstimator.DL, PoolTest.Z)).Value;
        var test = PermutationTests.Of(fit, new PermutationOptions(Statistic: PermutationStatistic.Coefficient)).Value;
        Assert.Equal((true, 256L), (test.Exact, test.Arrangements));
        Assert.Equal(10 / 256.0, test.PValues[0]);
    }
}
