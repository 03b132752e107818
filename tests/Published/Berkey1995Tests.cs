using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Berkey, Hoaglin, Mosteller and Colditz 1995, A random-effects regression model for meta-analysis, Stat Med 14:395, page 408: 13 trials of the
/// BCG vaccine, log relative risks with smoothed variances, empirical Bayes, on latitude about 33.46 degrees; to the digits that the article prints.
/// </summary>
public sealed class Berkey1995Tests
{
    private static readonly double[] s_vaccinatedIll = [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27];
    private static readonly double[] s_vaccinatedWell = [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886];
    private static readonly double[] s_controlIll = [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29];
    private static readonly double[] s_controlWell = [128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825];
    private static readonly double[] s_latitude = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33];

    [Fact]
    public void The_random_effects_model()
    {
        var fit = RandomEffects.Fit(Trials([]), new PoolOptions(TauEstimator.EB, PoolTest.Z)).Value;
        Near([-0.5429, 0.1842, 0.2682], [fit.Coefficients[0].Estimate, fit.Coefficients[0].StandardError, fit.Tau2]);
    }

    [Fact]
    public void The_regression_on_latitude_and_its_relative_risks()
    {
        KeyValuePair<string, double[]>[] latitude = [new("latitude", [.. s_latitude.Select(x => x - 33.46)])];
        var mixed = RandomEffects.Fit(Trials(latitude), new PoolOptions(TauEstimator.EB, PoolTest.Z)).Value;
        Near([-0.6303, -0.0268, 0.1591, 0.0110, 0.1572], [.. mixed.Coefficients.Select(c => c.Estimate), .. mixed.Coefficients.Select(c => c.StandardError), mixed.Tau2]);
        Assert.Equal(41.3844, mixed.R2, 5e-3);
        Near([0.5324, 0.4236], Risks(mixed));
        var equal = RandomEffects.Fit(Trials(latitude), new PoolOptions(TauEstimator.EE, PoolTest.Z)).Value;
        Near([-0.5949, -0.0282, 0.0696, 0.0040], [.. equal.Coefficients.Select(c => c.Estimate), .. equal.Coefficients.Select(c => c.StandardError)]);
        Near([0.5516, 0.4336], Risks(equal));

        static double[] Risks(UnivariateFit fit) => [.. Predictions.At(fit, [[0.0], [42 - 33.46]]).Select(p => BackTransformation.Apply(Transformation.Exp, p.Estimate))];
    }

    private static EffectTable Trials(KeyValuePair<string, double[]>[] moderators)
    {
        var effects = EffectSizes.Compute(EffectMeasure.RR, [.. Enumerable.Range(1, 13).Select(i => $"trial {i:D2}")], new Dictionary<string, double[]>
        {
            ["ai"] = s_vaccinatedIll,
            ["bi"] = s_vaccinatedWell,
            ["ci"] = s_controlIll,
            ["di"] = s_controlWell,
        }).Effects;
        double vaccinated = 0, control = 0;
        for (var i = 0; i < 13; i++)
            (vaccinated, control) = (vaccinated + s_vaccinatedWell[i] / s_vaccinatedIll[i], control + s_controlWell[i] / s_controlIll[i]);
        double[] smoothed = [.. Enumerable.Range(0, 13).Select(i =>
            vaccinated / (13 * (s_vaccinatedWell[i] + s_vaccinatedIll[i])) + control / (13 * (s_controlWell[i] + s_controlIll[i])))];
        return effects with { Vi = smoothed, Moderators = moderators };
    }

    private static void Near(double[] printed, double[] found)
    {
        foreach (var (expected, value) in printed.Zip(found))
            Assert.Equal(expected, value, 0.6e-4);
    }
}
