using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Robust;
using IpdEngine.Tests.Stage2.Multilevel;
using Xunit;

namespace IpdEngine.Tests.Published;

/// <summary>
/// Assink and Wibbelink 2016, Fitting three-level meta-analytic models in R, Quant Methods Psychol 12:154: 100 effects in 17 studies on delinquency and
/// mental health of young offenders. The article's data as metadat has them; the values are those of metafor's analysis of these (t tests with k - p).
/// </summary>
public sealed class Assink2016Tests
{
    [Fact]
    public void The_overall_effect_and_both_variances_of_the_three_level_model()
    {
        var set = MultilevelSets.Load("assink2016");
        var fit = MultilevelModel.Fit(set.Effects(0), new MultilevelOptions(Test: PoolTest.T)).Value;
        Assert.True(fit.Converged, fit.Reason);
        Assert.Equal((0.427, 0.118, 3.604), (Math.Round(fit.Coefficients[0].Estimate, 3), Math.Round(fit.Coefficients[0].StandardError, 3), Math.Round(fit.Coefficients[0].Statistic, 3)));
        Assert.Equal(99, fit.Coefficients[0].DegreesOfFreedom);
        Assert.Equal((0.188, 0.112), (Math.Round(fit.Components[0].Estimate, 3), Math.Round(fit.Components[1].Estimate, 3)));
        Assert.Equal(809.5, Math.Round(fit.Q, 1));
    }

    [Fact]
    public void Its_robust_test_has_fewer_degrees_of_freedom_than_studies()
    {
        var set = MultilevelSets.Load("assink2016");
        var fit = MultilevelModel.Fit(set.Effects(0), new MultilevelOptions()).Value;
        var robust = ClusterRobust.Test(fit, set.Clusters, new RobustOptions()).Value;
        Assert.Equal(17, robust.Clusters);
        Assert.InRange(robust.Coefficients[0].DegreesOfFreedom, 10, 16);
        Assert.True(robust.Coefficients[0].ConfLow > 0);
    }
}
