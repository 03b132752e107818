using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Viechtbauer 2010, Conducting meta-analyses in R with the metafor package, J Stat Softw 36(3), the worked example: 13 trials of the BCG
/// vaccine (Colditz et al. 1994), log relative risks; the article's output to its printed digits.
/// </summary>
public sealed class Viechtbauer2010Tests
{
    private static readonly int[] s_vaccinatedIll = [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27];
    private static readonly int[] s_vaccinatedWell = [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886];
    private static readonly int[] s_controlIll = [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29];
    private static readonly int[] s_controlWell = [128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825];
    private static readonly double[] s_latitude = [44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33];
    private static readonly double[] s_year = [1948, 1949, 1960, 1977, 1973, 1953, 1973, 1980, 1968, 1961, 1974, 1969, 1976];

    [Fact]
    public void The_random_effects_model_has_the_printed_output()
    {
        var fit = RandomEffects.Fit(Trials([]), new PoolOptions(Test: PoolTest.Z)).Value;
        Assert.Equal((0.3132, 0.1664), (Math.Round(fit.Tau2, 4), Math.Round(fit.Tau2StandardError, 4)));
        Assert.Equal((92.22, 12.86), (Math.Round(fit.I2, 2), Math.Round(fit.H2, 2)));
        Assert.Equal((152.2330, 12), (Math.Round(fit.Q, 4), fit.QDegreesOfFreedom));
        Assert.Equal([-0.7145, 0.1798, -3.9744, -1.0669, -0.3622], Printed(fit.Coefficients[0]));
        Assert.Equal((0.1197, 1.1115), (Math.Round(fit.Tau2Interval.Low, 4), Math.Round(fit.Tau2Interval.High, 4)));
    }

    [Fact]
    public void The_mixed_effects_model_with_latitude_and_year_has_the_printed_output()
    {
        var fit = RandomEffects.Fit(Trials([new("ablat", s_latitude), new("year", s_year)]), new PoolOptions(Test: PoolTest.Z)).Value;
        Assert.Equal((0.1108, 0.0845), (Math.Round(fit.Tau2, 4), Math.Round(fit.Tau2StandardError, 4)));
        Assert.Equal((71.98, 3.57), (Math.Round(fit.I2, 2), Math.Round(fit.H2, 2)));
        Assert.Equal((28.3251, 0.0016), (Math.Round(fit.Q, 4), Math.Round(fit.QPValue, 4)));
        // The article's search stops where a step in tau-squared is below 1e-5: statistics are good to 2e-4 of themselves, not to the last printed digit.
        Near(12.2043, fit.Moderation!.Statistic);
        double[][] printed = [[-3.5455, 29.0959, -0.1219, -60.5724, 53.4814], [-0.0280, 0.0102, -2.7371, -0.0481, -0.0080], [0.0019, 0.0147, 0.1299, -0.0269, 0.0307]];
        for (var j = 0; j < printed.Length; j++)
            foreach (var (expected, found) in printed[j].Zip(Values(fit.Coefficients[j])))
                Near(expected, found);

        static void Near(double expected, double found) =>
            Assert.True(Math.Abs(found - expected) <= 5e-5 + 2e-4 * Math.Abs(expected), $"found {found}, printed {expected}");
    }

    private static EffectTable Trials(KeyValuePair<string, double[]>[] moderators)
    {
        var (yi, vi) = (new double[13], new double[13]);
        for (var i = 0; i < 13; i++)
        {
            double a = s_vaccinatedIll[i], n1 = a + s_vaccinatedWell[i], c = s_controlIll[i], n2 = c + s_controlWell[i];
            yi[i] = Math.Log(a / n1 / (c / n2));
            vi[i] = 1 / a - 1 / n1 + 1 / c - 1 / n2;
        }
        return new EffectTable([.. Enumerable.Range(1, 13).Select(i => $"trial {i:D2}")], yi, vi, moderators);
    }

    private static double[] Values(Coefficient c) => [c.Estimate, c.StandardError, c.Statistic, c.ConfLow, c.ConfHigh];

    private static double[] Printed(Coefficient c) => [.. Values(c).Select(v => Math.Round(v, 4))];
}
