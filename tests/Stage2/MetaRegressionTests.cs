using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Models without intercept, chosen coefficients, inflation, predictions, subgroups and likelihood intervals: laws and hostile input.</summary>
public sealed class MetaRegressionTests
{
    private static readonly PoolOptions s_default = new();
    private static readonly EffectTable s_effects = new(["a", "b", "c", "d", "e", "f", "g"], [0.1, 0.3, 0.25, 0.5, -0.1, 0.33, 0.41], [0.02, 0.03, 0.02, 0.01, 0.04, 0.05, 0.02]);
    private static readonly double[] s_slope = [1, 2, 2, 4, 5, 5, 8];
    private static readonly double[] s_arm = [0, 1, 0, 1, 0, 1, 1];

    [Fact]
    public void Means_of_a_factor_without_intercept_are_the_contrasts_with_it_added_up()
    {
        var contrasts = RandomEffects.Fit(s_effects with { Moderators = [new("armB", s_arm)] }, s_default).Value;
        var means = RandomEffects.Fit(s_effects with { Intercept = false, Moderators = [new("armA", [.. s_arm.Select(x => 1 - x)]), new("armB", s_arm)] }, s_default).Value;
        Assert.Equal(["armA", "armB"], means.Coefficients.Select(c => c.Term));
        Assert.Equal(contrasts.Tau2, means.Tau2, 1e-12);
        Assert.Equal(contrasts.Coefficients[0].Estimate, means.Coefficients[0].Estimate, 1e-12);
        Assert.Equal(contrasts.Coefficients[0].Estimate + contrasts.Coefficients[1].Estimate, means.Coefficients[1].Estimate, 1e-12);
        Assert.Equal(2, means.Moderation!.Df1);
        Assert.True(double.IsNaN(means.R2));
        Assert.Throws<ArgumentException>(() => RandomEffects.Fit(s_effects with { Intercept = false }, s_default));
        Assert.Equal("armB", RandomEffects.Fit(s_effects with { Moderators = [new("armA", [.. s_arm.Select(x => 1 - x)]), new("armB", s_arm)] }, s_default).Refusal?.Where);
    }

    [Fact]
    public void A_test_of_one_coefficient_is_its_statistic_squared_and_of_all_the_omnibus_test()
    {
        var fit = RandomEffects.Fit(s_effects with { Moderators = [new("x", s_slope), new("arm", s_arm)] }, s_default).Value;
        var one = CoefficientTests.Of(fit, ["arm"]);
        Assert.Equal(fit.Coefficients[2].Statistic * fit.Coefficients[2].Statistic, one.Statistic, 1e-12);
        Assert.Equal(fit.Coefficients[2].PValue, one.PValue, 1e-12);
        Assert.Equal(fit.Moderation, CoefficientTests.Of(fit, ["x", "arm"]));
        Assert.Throws<ArgumentException>(() => CoefficientTests.Of(fit, ["y"]));
        Assert.Throws<ArgumentException>(() => CoefficientTests.Of(fit, []));
        Assert.Throws<ArgumentException>(() => CoefficientTests.Of(fit, ["x", "x"]));
    }

    [Fact]
    public void Inflation_is_one_for_a_single_moderator_and_the_same_for_both_of_two()
    {
        var one = RandomEffects.Fit(s_effects with { Moderators = [new("x", s_slope)] }, s_default).Value;
        Assert.Equal(1, VarianceInflation.Of(one).Value.Single().Value, 1e-12);
        var two = RandomEffects.Fit(s_effects with { Moderators = [new("x", s_slope), new("arm", s_arm)] }, s_default).Value;
        var factors = VarianceInflation.Of(two).Value;
        Assert.Equal(factors[0].Value, factors[1].Value, 1e-12);
        Assert.Equal(Math.Sqrt(factors[0].Value), factors[0].StandardErrorInflation, 1e-12);
        Assert.Equal(1, VarianceInflation.Of(two, [["x", "arm"]]).Value.Single().Value, 1e-12);
        Assert.Equal("moderators", VarianceInflation.Of(RandomEffects.Fit(s_effects, s_default).Value).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => VarianceInflation.Of(two, [["intercept"]]));
    }

    [Fact]
    public void A_prediction_at_zero_is_the_intercept_and_of_a_plain_pool_its_mean()
    {
        var fit = RandomEffects.Fit(s_effects with { Moderators = [new("x", s_slope)] }, s_default).Value;
        var zero = Predictions.At(fit, [[0.0]]).Single();
        Assert.Equal((fit.Coefficients[0].Estimate, fit.Coefficients[0].ConfLow), (zero.Estimate, zero.ConfLow));
        Assert.Contains("t(5)", zero.Prediction!.Definition, StringComparison.Ordinal);
        var plain = RandomEffects.Fit(s_effects, s_default).Value;
        Assert.Equal(plain.Prediction, Predictions.At(plain, [[]]).Single().Prediction);
        Assert.Throws<ArgumentException>(() => Predictions.At(fit, [[1.0, 2.0]]));
        Assert.Throws<ArgumentException>(() => Predictions.At(fit, [[double.NaN]]));
    }

    [Fact]
    public void Subgroups_are_pools_of_their_members_or_predictions_of_one_regression()
    {
        string[] arm = [.. s_arm.Select(x => x > 0 ? "B" : "A")];
        var separate = Subgroups.Fit(s_effects, "arm", arm, s_default, SubgroupTau.Separate).Value;
        Assert.Equal(["A", "B"], separate.Groups.Select(g => g.Level));
        var alone = RandomEffects.Fit(s_effects.Select([0, 2, 4]), s_default).Value;
        Assert.Equal((alone.Coefficients[0].Estimate, alone.Tau2), (separate.Groups[0].Mean!.Estimate, separate.Groups[0].Tau2));
        var (a, b) = (separate.Groups[0].Mean!, separate.Groups[1].Mean!);
        var z = (a.Estimate - b.Estimate) / Math.Sqrt(a.StandardError * a.StandardError + b.StandardError * b.StandardError);
        Assert.Equal(z * z, separate.Difference!.Statistic, 1e-12);
        var common = Subgroups.Fit(s_effects, "arm", arm, s_default, SubgroupTau.Common).Value;
        Assert.Equal(common.Regression!.Moderation, common.Difference);
        Assert.Equal(common.Regression.Coefficients[0].Estimate, common.Groups[0].Mean!.Estimate);
    }

    [Fact]
    public void A_subgroup_of_one_has_its_reason_and_stays_out_of_the_test()
    {
        var three = Subgroups.Fit(s_effects, "g", ["1", "1", "1", "2", "2", "2", "3"], s_default, SubgroupTau.Separate).Value;
        Assert.Equal([null, null, "too_few"], three.Groups.Select(g => g.Refusal?.Code));
        Assert.Equal(1, three.Difference!.Df1);
        var two = Subgroups.Fit(s_effects, "g", ["1", "1", "1", "1", "1", "1", "3"], s_default, SubgroupTau.Separate).Value;
        Assert.Null(two.Difference);
        Assert.Contains("not tested", two.TestDefinition, StringComparison.Ordinal);
        Assert.Equal("constant", Subgroups.Fit(s_effects, "g", ["1", "1", "1", "1", "1", "1", "1"], s_default, SubgroupTau.Common).Refusal?.Code);
        Assert.Equal(("missing", "b"), Missing());
        Assert.Throws<ArgumentException>(() => Subgroups.Fit(s_effects with { Moderators = [new("x", s_slope)] }, "g", ["1", "1", "1", "1", "1", "1", "3"], s_default, SubgroupTau.Common));

        (string?, string?) Missing()
        {
            var refusal = Subgroups.Fit(s_effects, "g", ["1", null, "1", "1", "1", "2", "2"], s_default, SubgroupTau.Common).Refusal;
            return (refusal?.Code, refusal?.Where);
        }
    }

    [Theory]
    [InlineData(TauEstimator.REML)]
    [InlineData(TauEstimator.ML)]
    public void The_limits_of_a_likelihood_interval_are_where_the_likelihood_has_fallen_by_half_the_quantile(TauEstimator estimator)
    {
        var fit = RandomEffects.Fit(s_effects with { Vi = [.. s_effects.Vi.Select(v => v / 10)] }, new PoolOptions(estimator)).Value;
        var interval = LikelihoodInterval.Of(fit).Value;
        var model = new WeightedRegression(fit.Effects.Yi, fit.Effects.Vi, OrthonormalDesign.From([[1, 1, 1, 1, 1, 1, 1]], 7, out _)!);
        Assert.True(interval.Low > 0 && interval.Low < fit.Tau2 && fit.Tau2 < interval.High);
        foreach (var limit in new[] { interval.Low, interval.High })
            Assert.Equal(3.841458820694124, 2 * (fit.LogLikelihood - LikelihoodTau.LogLikelihood(model, limit, estimator == TauEstimator.REML)), 1e-9);
    }

    [Fact]
    public void A_likelihood_interval_of_several_pieces_says_so_and_other_estimators_have_none()
    {
        var pieces = new EffectTable(["a", "b", "c", "d"], [0.0, 0.001, 5.0, -5.2], [1e-6, 1e-6, 20.0, 20.0]);
        var interval = LikelihoodInterval.Of(RandomEffects.Fit(pieces, new PoolOptions(Level: 0.05)).Value).Value;
        Assert.True(interval.High > interval.Low);
        Assert.Equal("estimator", LikelihoodInterval.Of(RandomEffects.Fit(s_effects, new PoolOptions(TauEstimator.PM)).Value).Refusal?.Code);
        var zero = RandomEffects.Fit(new EffectTable(["a", "b", "c"], [0.1, 0.1, 0.1], [0.1, 0.2, 0.3]), s_default).Value;
        Assert.Equal(0, LikelihoodInterval.Of(zero).Value.Low);
    }
}
