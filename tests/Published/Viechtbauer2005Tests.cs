using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Viechtbauer 2005, Bias and efficiency of meta-analytic variance estimators in the random-effects model, J Educ Behav Stat 30:261, the two
/// examples of pages 271 and 272: estimates of tau-squared with their standard errors, I-squared and H-squared, to the fourth decimal.
/// </summary>
public sealed class Viechtbauer2005Tests
{
    private static readonly EffectTable s_first = Table(
        [-0.581, 0.530, 0.771, 1.031, 0.553, 0.295, 0.078, 0.573, -0.176, -0.232],
        [0.023, 0.052, 0.060, 0.115, 0.095, 0.203, 0.200, 0.211, 0.051, 0.040]);

    private static readonly EffectTable s_second = Table(
        [0.100, -0.162, -0.090, -0.049, -0.046, -0.010, -0.431, -0.261, 0.134, 0.019, 0.175, 0.056, 0.045, 0.103, 0.121, -0.482, 0.290, 0.342],
        [0.016, 0.015, 0.050, 0.050, 0.032, 0.052, 0.036, 0.024, 0.034, 0.033, 0.031, 0.034, 0.039, 0.167, 0.134, 0.096, 0.016, 0.035]);

    [Theory]
    [InlineData(TauEstimator.HS, 0.2282, 0.1328, 77.2284, 4.3914)]
    [InlineData(TauEstimator.HE, 0.1484, 0.1234, 68.7988, 3.2050)]
    [InlineData(TauEstimator.DL, 0.2768, 0.1841, 80.4447, 5.1137)]
    [InlineData(TauEstimator.ML, 0.1967, 0.1255, 74.5098, 3.9231)]
    [InlineData(TauEstimator.REML, 0.2232, 0.1464, 76.8399, 4.3178)]
    [InlineData(TauEstimator.EB, 0.1920, 0.1330, 74.0511, 3.8537)]
    [InlineData(TauEstimator.SJ, 0.1992, 0.0979, 74.7545, 3.9611)]
    public void Page_271(TauEstimator estimator, double tau2, double error, double i2, double h2) => Compare(s_first, estimator, tau2, error, i2, h2);

    [Theory]
    [InlineData(TauEstimator.HS, 0.0099, 0.0138, 22.9266, 1.2975)]
    [InlineData(TauEstimator.HE, 0, 0.0217, 0, 1)]
    [InlineData(TauEstimator.DL, 0.0126, 0.0159, 27.5275, 1.3798)]
    [InlineData(TauEstimator.ML, 0.0132, 0.0151, 28.4505, 1.3976)]
    [InlineData(TauEstimator.REML, 0.0157, 0.0167, 32.0203, 1.4710)]
    [InlineData(TauEstimator.EB, 0.0104, 0.0156, 23.7198, 1.3110)]
    [InlineData(TauEstimator.SJ, 0.0248, 0.0118, 42.6734, 1.7444)]
    public void Page_272(TauEstimator estimator, double tau2, double error, double i2, double h2) => Compare(s_second, estimator, tau2, error, i2, h2);

    private static void Compare(EffectTable table, TauEstimator estimator, double tau2, double error, double i2, double h2)
    {
        var fit = RandomEffects.Fit(table, new PoolOptions(estimator)).Value;
        Assert.Equal(tau2, fit.Tau2, 0.6e-4);
        Assert.Equal(error, fit.Tau2StandardError, 0.6e-4);
        // A search that stops at 1e-5 in tau-squared moves I-squared by up to 0.01.
        Assert.Equal(i2, fit.I2, 0.01);
        Assert.Equal(h2, fit.H2, 5e-4);
    }

    private static EffectTable Table(double[] yi, double[] vi) => new([.. yi.Select((_, i) => $"study {i + 1:D2}")], yi, vi);
}
