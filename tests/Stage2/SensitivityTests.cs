using IpdEngine.Stage2;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Leave-one-out, cumulative, influence, Baujat, GOSH on hostile input, in any order and by any number of threads.</summary>
public sealed class SensitivityTests
{
    private static readonly PoolOptions s_default = new();

    [Fact]
    public void With_two_effects_nothing_can_be_left_out_and_everything_says_so()
    {
        var fit = RandomEffects.Fit(new EffectTable(["a", "b"], [0.1, 0.3], [0.02, 0.03]), s_default).Value;
        Assert.Equal("too_few", Influence.Of(fit).Refusal?.Code);
        Assert.All(Baujat.Of(fit), p => Assert.Equal(("too_few", true), (p.Refusal?.Code, double.IsNaN(p.Influence))));
        var cumulative = Cumulative.Of(fit, [2, 1]).Value;
        Assert.Equal([("b", "too_few"), ("a", null)], cumulative.Select(r => (r.Id, r.Outcome.Refusal?.Code)));
        Assert.Equal(fit.Coefficients, cumulative[1].Outcome.Value.Coefficients);
    }

    [Fact]
    public void A_moderator_that_one_effect_carries_alone_is_no_pool_without_it()
    {
        var effects = new EffectTable(["a", "b", "c", "d", "e"], [0.1, 0.3, 0.2, 0.5, 0.4], [0.02, 0.03, 0.02, 0.01, 0.04], [new("x", [0, 0, 1, 0, 0])]);
        var rows = Influence.Of(RandomEffects.Fit(effects, s_default).Value).Value;
        Assert.Equal([null, null, "constant", null, null], rows.Select(r => r.Refusal?.Code));
        Assert.Equal([false, false, true, false, false], rows.Select(r => r.Measures is null));
    }

    [Fact]
    public void Effects_that_are_all_alike_have_no_residual_and_no_influence()
    {
        var fit = RandomEffects.Fit(new EffectTable(["a", "b", "c", "d"], [0.2, 0.2, 0.2, 0.2], [0.01, 0.02, 0.03, 0.04]), s_default).Value;
        Assert.All(Influence.Of(fit).Value, r =>
        {
            Assert.Equal(0, r.Measures!.StudentisedResidual);
            Assert.Equal(0, r.Measures.CookDistance, 1e-20);
            Assert.False(r.Measures.Influential);
        });
    }

    [Fact]
    public void The_order_of_effects_changes_no_bit_of_any_diagnostic()
    {
        var effects = CorpusEffects.Univariate("riclpm", "as");
        var turned = effects.Select([.. Enumerable.Range(0, effects.Yi.Length).Reverse()]);
        var (one, two) = (RandomEffects.Fit(effects, s_default).Value, RandomEffects.Fit(turned, s_default).Value);
        foreach (var (a, b) in Influence.Of(one).Value.Zip(Influence.Of(two).Value.Reverse()))
        {
            Assert.Equal(a.Measures! with { Dfbetas = [] }, b.Measures! with { Dfbetas = [] });
            Assert.Equal(a.Measures!.Dfbetas, b.Measures!.Dfbetas);
        }
        Assert.Equal(Baujat.Of(one), Baujat.Of(two).Reverse());
        var gosh = new GoshOptions(500, 7, 2);
        Assert.Equal(Flat(Gosh.Of(one, gosh).Value), Flat(Gosh.Of(two, gosh).Value));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(11)]
    public void Gosh_fits_every_subset_as_the_subset_alone_would_be_fitted_whatever_the_threads(int k)
    {
        var all = CorpusEffects.Univariate("riclpm", "ss");
        var effects = all.Select([.. Enumerable.Range(0, k)]);
        var fit = RandomEffects.Fit(effects, s_default).Value;
        var gosh = Gosh.Of(fit).Value;
        Assert.True(gosh.Exhaustive);
        Assert.Equal((1 << k) - 1, gosh.Subsets.Count);
        for (var s = 0; s < gosh.Subsets.Count; s += k)
        {
            int[] members = [.. Enumerable.Range(0, k).Where(i => gosh.Includes(s, i))];
            Assert.Equal(members.Length, gosh.Subsets[s].K);
            if (members.Length < 2)
                continue;
            var alone = RandomEffects.Fit(effects.Select(members), s_default).Value;
            var subset = gosh.Subsets[s];
            Assert.Equal((alone.Coefficients[0].Estimate, alone.Q, alone.I2, alone.H2, alone.Tau2), (subset.Estimates[0], subset.Q, subset.I2, subset.H2, subset.Tau2));
        }
        Assert.Equal(Flat(gosh), Flat(Gosh.Of(fit, new GoshOptions(Workers: 3)).Value));
    }

    [Fact]
    public void Drawn_subsets_are_the_seeds_and_have_half_of_the_effects_on_average()
    {
        var fit = RandomEffects.Fit(CorpusEffects.Univariate("riclpm", "aa"), s_default).Value;
        var drawn = Gosh.Of(fit, new GoshOptions(4000, 3)).Value;
        Assert.False(drawn.Exhaustive);
        Assert.Equal(Flat(drawn), Flat(Gosh.Of(fit, new GoshOptions(4000, 3, 2)).Value));
        Assert.NotEqual(Flat(drawn), Flat(Gosh.Of(fit, new GoshOptions(4000, 4)).Value));
        // Sizes are binomial (k, 1/2): the mean of 4000 lies within 5 standard errors of k / 2.
        Assert.Equal(fit.K / 2.0, drawn.Subsets.Average(s => s.K), 5 * Math.Sqrt(fit.K / 4.0 / 4000));
        for (var i = 0; i < fit.K; i++)
            Assert.InRange(Enumerable.Range(0, 4000).Count(s => drawn.Includes(s, i)), 2000 - 5 * 32, 2000 + 5 * 32);
    }

    [Fact]
    public void A_subset_whose_moderators_are_collinear_has_no_numbers_and_a_request_beyond_memory_is_refused()
    {
        var effects = new EffectTable(["a", "b", "c", "d", "e"], [0.1, 0.3, 0.2, 0.5, 0.4], [0.02, 0.03, 0.02, 0.01, 0.04], [new("x", [0, 0, 1, 0, 1])]);
        var fit = RandomEffects.Fit(effects, s_default).Value;
        var gosh = Gosh.Of(fit).Value;
        for (var s = 0; s < gosh.Subsets.Count; s++)
        {
            int[] x = [.. Enumerable.Range(0, 5).Where(i => gosh.Includes(s, i)).Select(i => i is 2 or 4 ? 1 : 0)];
            Assert.Equal(x.Length < 3 || x.Distinct().Count() < 2, double.IsNaN(gosh.Subsets[s].Tau2));
        }
        var many = RandomEffects.Fit(CorpusEffects.Univariate("riclpm", "aa"), new PoolOptions(TauEstimator.DL)).Value;
        Assert.Equal("dimension", Gosh.Of(many with { Effects = Long(5000) }, new GoshOptions(int.MaxValue)).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => Gosh.Of(fit, new GoshOptions(1)));
        Assert.Throws<ArgumentException>(() => Gosh.Of(fit, new GoshOptions(Workers: 0)));
    }

    [Fact]
    public void A_cumulative_pool_takes_no_moderators_and_no_missing_order()
    {
        var effects = CorpusEffects.Univariate("riclpm", "sa");
        var fit = RandomEffects.Fit(effects, s_default).Value;
        double[] year = [.. Enumerable.Range(0, fit.K).Select(i => (double)(i % 3))];
        Assert.Equal("moderators", Cumulative.Of(RandomEffects.Fit(effects with { Moderators = [new("year", year)] }, s_default).Value, year).Refusal?.Code);
        Assert.Equal(("missing", effects.Ids[1]), Fault([0, double.NaN, .. year.Skip(2)]));
        Assert.Throws<ArgumentException>(() => Cumulative.Of(fit, [1, 2]));
        var rows = Cumulative.Of(fit, year).Value;
        Assert.Equal(effects.Ids.Order(StringComparer.Ordinal), rows.Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal(fit.Coefficients, rows[^1].Outcome.Value.Coefficients);

        (string?, string?) Fault(double[] order) => (Cumulative.Of(fit, order).Refusal?.Code, Cumulative.Of(fit, order).Refusal?.Where);
    }

    private static EffectTable Long(int k) => new([.. Enumerable.Range(0, k).Select(i => $"s{i:D5}")], [.. Enumerable.Range(0, k).Select(i => i % 7 / 10.0)], [.. Enumerable.Repeat(0.01, k)]);

    private static double[] Flat(GoshResult gosh) => [.. gosh.Subsets.SelectMany(s => new double[] { s.K, s.Estimates[0], s.Q, s.I2, s.H2, s.Tau2 })];
}
