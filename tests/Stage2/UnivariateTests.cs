using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Univariate pools: refusals, order, leave-one-out, moderators, the guard, several maxima of a likelihood.</summary>
public sealed class UnivariateTests
{
    private static readonly PoolOptions s_default = new();

    [Theory]
    [InlineData("too_few", new double[0], new double[0])]
    [InlineData("too_few", new[] { 0.1 }, new[] { 0.1 })]
    [InlineData("not_finite", new[] { 0.1, double.NaN }, new[] { 0.1, 0.1 })]
    [InlineData("variance", new[] { 0.1, 0.2 }, new[] { 0.1, 0.0 })]
    [InlineData("variance", new[] { 0.1, 0.2 }, new[] { 0.1, -1.0 })]
    [InlineData("variance", new[] { 0.1, 0.2 }, new[] { 0.1, double.PositiveInfinity })]
    public void Faulty_effects_are_refused_with_a_reason(string code, double[] yi, double[] vi)
    {
        var outcome = RandomEffects.Fit(new EffectTable([.. yi.Select((_, i) => $"s{i}")], yi, vi), s_default);
        Assert.Null(outcome.Fit);
        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [Fact]
    public void Duplicate_ids_and_useless_moderators_are_refused_by_name()
    {
        var effects = CorpusEffects.Univariate("riclpm", "as");
        var k = effects.Yi.Length;
        double[] slope = [.. Enumerable.Range(0, k).Select(i => (double)i)];
        Assert.Equal("trial02", RandomEffects.Fit(effects with { Ids = ["trial02", .. effects.Ids.Skip(1)] }, s_default).Refusal?.Where);
        Assert.Equal(("constant", "c"), Fault([new("c", new double[k])]));
        Assert.Equal(("collinear", "b"), Fault([new("a", slope), new("b", [.. slope.Select(x => 3 - 2 * x)])]));
        Assert.Equal(("missing", "trial01"), Fault([new("a", [double.NaN, .. slope.Skip(1)])]));
        Assert.Equal(("too_few", null), Fault([.. Enumerable.Range(0, k - 1).Select(j => KeyValuePair.Create($"m{j}", slope.Select(x => x == j ? 1.0 : 0).ToArray()))]));

        (string?, string?) Fault(KeyValuePair<string, double[]>[] moderators)
        {
            var refusal = RandomEffects.Fit(effects with { Moderators = moderators }, s_default).Refusal;
            return (refusal?.Code, refusal?.Where);
        }
    }

    [Fact]
    public void The_order_of_effects_changes_no_bit()
    {
        var effects = CorpusEffects.Univariate("riclpm", "ss");
        var turned = new EffectTable([.. effects.Ids.Reverse()], [.. effects.Yi.Reverse()], [.. effects.Vi.Reverse()]);
        var (one, two) = (RandomEffects.Fit(effects, s_default).Value, RandomEffects.Fit(turned, s_default).Value);
        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal((one.Tau2, one.Tau2Interval, one.Q, one.LogLikelihood), (two.Tau2, two.Tau2Interval, two.Q, two.LogLikelihood));
        Assert.Equal(one.Weights, two.Weights.Reverse());
    }

    [Fact]
    public void Leaving_one_out_is_pooling_the_others()
    {
        var effects = CorpusEffects.Univariate("riclpm", "sa");
        var fit = RandomEffects.Fit(effects, s_default).Value;
        var rows = LeaveOneOut.Of(fit);
        Assert.Equal(effects.Ids, rows.Select(r => r.Id));
        var third = RandomEffects.Fit(new EffectTable(
            [.. effects.Ids.Where((_, i) => i != 2)], [.. effects.Yi.Where((_, i) => i != 2)], [.. effects.Vi.Where((_, i) => i != 2)]), s_default).Value;
        Assert.Equal(third.Coefficients, rows[2].Outcome.Value.Coefficients);
        Assert.All(rows, r => Assert.Equal(fit.K - 1, r.Outcome.Value.K));
    }

    [Fact]
    public void A_pool_of_two_effects_left_without_one_is_a_refusal()
    {
        var fit = RandomEffects.Fit(new EffectTable(["a", "b"], [0.1, 0.3], [0.02, 0.03]), s_default).Value;
        Assert.All(LeaveOneOut.Of(fit), r => Assert.Equal("too_few", r.Outcome.Refusal?.Code));
    }

    [Fact]
    public void Knapp_Hartung_without_residuals_is_refused_and_guarded_is_not()
    {
        var effects = new EffectTable(["a", "b", "c"], [0.2, 0.2, 0.2], [0.01, 0.02, 0.03]);
        Assert.Equal("no_variation", RandomEffects.Fit(effects, new PoolOptions(Test: PoolTest.Knha)).Refusal?.Code);
        Assert.Equal(1, RandomEffects.Fit(effects, s_default).Value.ScaleFactor);
    }

    [Fact]
    public void The_highest_of_several_maxima_is_taken()
    {
        // Two precise effects that agree and two pairs far apart: the likelihood has a maximum at zero and one far from it.
        var effects = new EffectTable(["a", "b", "c", "d"], [0.0, 0.001, 5.0, -5.2], [1e-6, 1e-6, 20.0, 20.0]);
        foreach (var estimator in new[] { TauEstimator.REML, TauEstimator.ML })
        {
            var fit = RandomEffects.Fit(effects, new PoolOptions(estimator)).Value;
            var model = new WeightedRegression(effects.Yi, effects.Vi, OrthonormalDesign.From([[1.0, 1, 1, 1]], 4, out _)!);
            for (var exponent = -10.0; exponent < 2; exponent += 0.05)
                Assert.True(LikelihoodTau.LogLikelihood(model, Math.Pow(10, exponent), estimator == TauEstimator.REML) <= fit.LogLikelihood + 1e-9);
        }
    }

    [Fact]
    public void A_text_becomes_contrasts_with_its_first_level_and_a_number_stays()
    {
        string[] ids = ["a", "b", "c", "d", "e"];
        var country = ModeratorColumns.Build("country", ids, ["SE", "DE", "CH", "DE", "SE"]).Value;
        Assert.Equal("CH", country.Reference);
        Assert.Equal(["country[DE]", "country[SE]"], country.Columns.Select(c => c.Key));
        Assert.Equal([0, 1, 0, 1, 0], country.Columns[0].Value);
        var year = ModeratorColumns.Build("year", ids, ["1999", "2001", "2003.5", "2004", "1e3"]).Value;
        Assert.Null(year.Reference);
        Assert.Equal([1999, 2001, 2003.5, 2004, 1000], year.Columns.Single().Value);
        Assert.Equal("constant", ModeratorColumns.Build("x", ids, ["1", "1", "1", "1", "1"]).Refusal?.Code);
        Assert.Equal(("missing", "c"), (ModeratorColumns.Build("x", ids, ["1", "1", " ", "1", "1"]).Refusal?.Code, ModeratorColumns.Build("x", ids, ["1", "1", null, "1", "1"]).Refusal?.Where));
        Assert.Equal("too_few", ModeratorColumns.Build("x", ids, ["p", "q", "r", "s", "t"]).Refusal?.Code);
        Assert.Equal("too_few", ModeratorColumns.Build("x", ["a", "b"], ["1", "2"]).Refusal?.Code);
    }
}
