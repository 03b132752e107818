using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Normand 1999, Meta-analysis: formulating, evaluating, combining, and reporting, Stat Med 18:321: risk differences of lidocaine after infarction
/// (tables III and VII, pages 330 and 349) and mean lengths of stay after stroke (tables VIII and IX, pages 351 and 352), to the fourth decimal.
/// </summary>
public sealed class Normand1999Tests
{
    [Fact]
    public void Tables_III_and_VII_risk_differences_in_percent()
    {
        var effects = EffectSizes.Compute(EffectMeasure.RD, Ids(6), new Dictionary<string, double[]>
        {
            ["ai"] = [2, 4, 6, 7, 7, 11],
            ["n1i"] = [39, 44, 107, 103, 110, 154],
            ["ci"] = [1, 4, 4, 5, 3, 4],
            ["n2i"] = [43, 44, 110, 100, 106, 146],
        }).Effects;
        var percent = effects with { Yi = [.. effects.Yi.Select(y => 100 * y)], Vi = [.. effects.Vi.Select(v => 1e4 * v)] };
        Near([2.8026, 0, 1.9711, 1.7961, 3.5334, 4.4031], percent.Yi);
        Near([17.7575, 37.5657, 8.1323, 10.8998, 8.0114, 6.1320], percent.Vi);
        foreach (var estimator in new[] { TauEstimator.EE, TauEstimator.REML, TauEstimator.DL })
            Near([2.9444, 0.3831, 5.5058, 0], Row(percent, estimator));
    }

    [Fact]
    public void Tables_VIII_and_IX_differences_of_mean_length_of_stay()
    {
        double[] n1 = [155, 31, 75, 18, 8, 57, 34, 110, 60], n2 = [156, 32, 71, 18, 13, 52, 33, 183, 52];
        double[] sd1 = [47, 7, 17, 20, 8, 7, 45, 16, 27], sd2 = [64, 4, 29, 48, 11, 4, 34, 27, 20];
        // The article takes both groups' standard deviations to be their pooled one.
        double[] pooled = [.. Enumerable.Range(0, 9).Select(i => Math.Sqrt(((n1[i] - 1) * sd1[i] * sd1[i] + (n2[i] - 1) * sd2[i] * sd2[i]) / (n1[i] + n2[i] - 2)))];
        var effects = EffectSizes.Compute(EffectMeasure.MD, Ids(9), new Dictionary<string, double[]>
        {
            ["m1i"] = [55, 27, 64, 66, 14, 19, 52, 21, 30],
            ["m2i"] = [75, 29, 119, 137, 18, 18, 41, 31, 23],
            ["sd1i"] = pooled,
            ["sd2i"] = pooled,
            ["n1i"] = n1,
            ["n2i"] = n2,
        }).Effects;
        Near([-20, -2, -55, -71, -4, 1, 11, -10, 7], effects.Yi);
        Near([40.5863, 2.0468, 15.2809, 150.2222, 20.1923, 1.2235, 95.3756, 8.0321, 20.6936], effects.Vi);
        Near([-3.4939, -5.0265, -1.9613, 0], Row(effects, TauEstimator.EE));
        Near([-14.0972, -24.4454, -3.7490, 218.7216], Row(effects, TauEstimator.DL));
        Near([-15.1217, -32.6716, 2.4282, 685.1965], Row(effects, TauEstimator.REML));
    }

    private static double[] Row(EffectTable effects, TauEstimator estimator)
    {
        var fit = RandomEffects.Fit(effects, new PoolOptions(estimator, PoolTest.Z)).Value;
        return [fit.Coefficients[0].Estimate, fit.Coefficients[0].ConfLow, fit.Coefficients[0].ConfHigh, fit.Tau2];
    }

    private static string[] Ids(int k) => [.. Enumerable.Range(1, k).Select(i => $"study {i}")];

    private static void Near(double[] printed, double[] found)
    {
        foreach (var (expected, value) in printed.Zip(found))
            Assert.Equal(expected, value, 1.5e-4);
    }
}
