using IpdEngine.Formula;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Viechtbauer 2007, Accounting for heterogeneity via random-effects models and moderator analyses in meta-analysis, Z Psychol 215:104: 17 trials of
/// St. John's wort (Linde et al. 2005), log relative rates of response; pages 107 to 113, from the counts by formula to the predicted rates.
/// </summary>
public sealed class Viechtbauer2007AccountingTests
{
    private static readonly double[] s_baseline = [19.5, 12.5, 22.7, 16.5, 15.8, 23.6, 20.7, 21.1, 19.4, 22.7, 16.7, 20.9, 21.5, 19.9, 22.5, 22.9, 21.9];
    private static readonly double[] s_daily = [380, 900, 900, 900, 900, 240, 900, 900, 500, 1050, 900, 500, 900, 900, 1050, 1200, 900];
    private static readonly double[] s_weeks = [8, 4, 4, 6, 4, 6, 4, 6, 6, 6, 6, 6, 6, 6, 8, 8, 6];

    private static EffectTable Trials => EffectSizes.Compute(EffectMeasure.RR, [.. Enumerable.Range(1, 17).Select(i => $"trial {i:D2}")], new Dictionary<string, double[]>
    {
        ["ai"] = [20, 14, 4, 20, 28, 34, 35, 24, 45, 67, 34, 46, 55, 23, 26, 46, 98],
        ["n1i"] = [25, 20, 25, 32, 50, 48, 53, 49, 80, 106, 60, 70, 123, 37, 98, 113, 186],
        ["ci"] = [11, 9, 2, 6, 13, 25, 12, 16, 12, 22, 17, 34, 57, 15, 19, 56, 80],
        ["n2i"] = [25, 20, 25, 33, 55, 49, 54, 49, 79, 47, 59, 70, 124, 35, 102, 116, 189],
    }).Effects;

    [Fact]
    public void Pages_107_and_109_the_mean_relative_rate()
    {
        var equal = RandomEffects.Fit(Trials, new PoolOptions(TauEstimator.EE, PoolTest.Z)).Value;
        Near([1.3840, 1.2599, 1.5204], Rates(BackTransformation.Of(equal.Coefficients[0], Transformation.Exp)));
        Assert.Equal(51.5454, equal.Q, 1e-4);
        var random = RandomEffects.Fit(Trials, new PoolOptions(TauEstimator.DL, PoolTest.Z, Prediction: PredictionDefinition.Test)).Value;
        Near([1.5722, 1.3103, 1.8864], Rates(BackTransformation.Of(random.Coefficients[0], Transformation.Exp)));
        Assert.Equal(0.0903, random.Tau2, 1e-4);
        // The article leaves the variance of the mean out of the prediction interval (.87, 2.83).
        var prediction = BackTransformation.Of(random.Prediction!, Transformation.Exp);
        Near([0.8488, 2.9120], [prediction.Low, prediction.High]);
    }

    [Fact]
    public void Pages_112_and_113_dosage_by_severity()
    {
        double[] dosage = [.. s_daily.Select((d, i) => d * 7 / 1000 * s_weeks[i])];
        var data = new DataFrame([new DataColumn("dosage", dosage), new DataColumn("baseline", [.. s_baseline])]);
        var moderated = FormulaModerators.Of(Trials, "~ I(dosage - 34) * I(baseline - 20)", data).Value;
        var fit = RandomEffects.Fit(moderated.Effects, new PoolOptions(TauEstimator.DL, PoolTest.Z)).Value;
        Assert.Equal(["intercept", "I(dosage - 34)", "I(baseline - 20)", "I(dosage - 34):I(baseline - 20)"], fit.Coefficients.Select(c => c.Term));
        Near([0.47625885, -0.0058448, -0.06722782, -0.00156996], [.. fit.Coefficients.Select(c => c.Estimate)], 1e-7);
        Near([0.08764097, 0.00999872, 0.03522283, 0.00344659], [.. fit.Coefficients.Select(c => c.StandardError)], 1e-7);
        Near([0.0475, 47.3778], [fit.Tau2, fit.R2]);
        var rates = Predictions.At(fit, [[0.0, 12.5 - 20, 0.0], [0.0, 23.6 - 20, 0.0]]);
        Near([2.6657, 1.4560, 4.8806, 1.2639, 0.9923, 1.6099], [.. rates.SelectMany(r => new[] { r.Estimate, r.ConfLow, r.ConfHigh }).Select(Math.Exp)]);
    }

    private static double[] Rates(ShownEstimate shown) => [shown.Estimate, shown.ConfLow, shown.ConfHigh];

    private static void Near(double[] printed, double[] found, double tolerance = 1e-4)
    {
        foreach (var (expected, value) in printed.Zip(found))
            Assert.Equal(expected, value, tolerance);
    }
}
