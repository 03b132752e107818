using IpdEngine.Stage2;
using IpdEngine.Stage2.Permutation;
using IpdEngine.Stage2.Univariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Permutation tests: exact counts against brute force, draws by seed, threads, hostile input.</summary>
public sealed class PermutationTestTests
{
    private static readonly PoolOptions s_default = new();
    private static readonly EffectTable s_effects = new(["a", "b", "c", "d", "e", "f", "g"], [0.1, 0.3, 0.25, 0.5, -0.1, 0.33, 0.41], [0.02, 0.03, 0.02, 0.01, 0.04, 0.05, 0.02]);

    [Theory]
    [InlineData(PermutationAlternative.TwoSided)]
    [InlineData(PermutationAlternative.Less)]
    [InlineData(PermutationAlternative.Greater)]
    public void An_exact_sign_test_is_the_share_among_all_signs(PermutationAlternative alternative)
    {
        var fit = RandomEffects.Fit(s_effects, new PoolOptions(Test: PoolTest.Knha)).Value;
        var observed = fit.Coefficients[0].Statistic;
        var extreme = 0;
        for (var signs = 0; signs < 128; signs++)
        {
            var z = RandomEffects.Fit(s_effects with { Yi = [.. s_effects.Yi.Select((y, i) => (signs >> i & 1) == 1 ? -y : y)] }, fit.Options).Value.Coefficients[0].Statistic;
            extreme += (alternative switch { PermutationAlternative.Less => z <= observed + 1e-8, PermutationAlternative.Greater => z >= observed - 1e-8, _ => Math.Abs(z) >= Math.Abs(observed) - 1e-8 }) ? 1 : 0;
        }
        var result = PermutationTests.Of(fit, new PermutationOptions(Alternative: alternative)).Value;
        Assert.Equal((true, 128L, 128.0, 0L), (result.Exact, result.Arrangements, result.Distinct, result.Undefined));
        Assert.Equal(extreme / 128.0, result.PValues[0]);
        Assert.True(double.IsNaN(result.OmnibusPValue));
    }

    [Fact]
    public void An_exact_test_of_a_moderator_fits_each_distinct_arrangement_once()
    {
        // Rows 0 and 1 are alike, and so are 2, 3 and 4: 7! / (2! 3!) = 420 arrangements.
        var effects = s_effects with { Moderators = [new("x", [1, 1, 3, 3, 3, 4, 7])] };
        var fit = RandomEffects.Fit(effects, s_default).Value;
        var result = PermutationTests.Of(fit).Value;
        Assert.Equal((true, 420L, 420.0), (result.Exact, result.Arrangements, result.Distinct));
        HashSet<string> seen = [];
        int extreme = 0, omnibus = 0;
        Visit([], [.. Enumerable.Range(0, 7)]);
        Assert.Equal(420, seen.Count);
        Assert.Equal(extreme / 420.0, result.PValues[1]);
        Assert.Equal(omnibus / 420.0, result.OmnibusPValue);

        void Visit(List<int> order, List<int> left)
        {
            if (left.Count == 0)
            {
                double[] x = [.. order.Select(i => effects.Moderators[0].Value[i])];
                if (!seen.Add(string.Join(' ', x)))
                    return;
                var other = RandomEffects.Fit(effects with { Moderators = [new("x", x)] }, s_default).Value;
                extreme += Math.Abs(other.Coefficients[1].Statistic) >= Math.Abs(fit.Coefficients[1].Statistic) - 1e-8 ? 1 : 0;
                omnibus += other.Moderation!.Statistic >= fit.Moderation!.Statistic - 1e-8 ? 1 : 0;
                return;
            }
            foreach (var next in left)
                Visit([.. order, next], [.. left.Where(i => i != next)]);
        }
    }

    [Fact]
    public void Threads_and_the_order_of_effects_change_nothing_and_the_seed_does()
    {
        var effects = CorpusEffects.Univariate("riclpm", "as");
        var k = effects.Yi.Length;
        effects = effects with { Moderators = [new("x", [.. Enumerable.Range(0, k).Select(i => Math.Sin(i))])] };
        var turned = effects.Select([.. Enumerable.Range(0, k).Reverse()]);
        var options = new PermutationOptions(MostExact: 1000, Draws: 1500);
        var one = Test(effects, options);
        Assert.False(one.Exact);
        Assert.Equal(1500, one.Arrangements);
        foreach (var other in new[] { Test(turned, options), Test(effects, options with { Workers = 3 }) })
            Assert.Equal((one.PValues[0], one.PValues[1], one.OmnibusPValue), (other.PValues[0], other.PValues[1], other.OmnibusPValue));
        Assert.NotEqual(one.PValues, Test(effects, options with { Seed = 2 }).PValues);
        Assert.Equal(Test(effects with { Moderators = [] }, options).PValues, Test(turned with { Moderators = [] }, options with { Workers = 2 }).PValues);

        static PermutationResult Test(EffectTable table, PermutationOptions options) => PermutationTests.Of(RandomEffects.Fit(table, s_default).Value, options).Value;
    }

    [Fact]
    public void Drawn_p_values_lie_near_the_exact_ones()
    {
        var fit = RandomEffects.Fit(s_effects with { Moderators = [new("x", [1, 2, 3, 4, 5, 6, 7])] }, s_default).Value;
        var exact = PermutationTests.Of(fit).Value;
        Assert.Equal(5040, exact.Arrangements);
        var drawn = PermutationTests.Of(fit, new PermutationOptions(MostExact: 10, Draws: 4000)).Value;
        // Five Monte Carlo standard errors.
        for (var j = 0; j < 2; j++)
            Assert.Equal(exact.PValues[j], drawn.PValues[j], 5 * Math.Sqrt(0.25 / 4000));
    }

    [Fact]
    public void Impossible_requests_are_refused_or_thrown()
    {
        var fit = RandomEffects.Fit(s_effects, s_default).Value;
        Assert.Throws<ArgumentException>(() => PermutationTests.Of(fit, new PermutationOptions(Draws: 1)));
        Assert.Throws<ArgumentException>(() => PermutationTests.Of(fit, new PermutationOptions(Workers: 0)));
        var without = RandomEffects.Fit(s_effects with { Intercept = false, Moderators = [new("x", [1, 2, 3, 4, 5, 6, 7])] }, s_default).Value;
        Assert.Equal("intercept", PermutationTests.Of(without).Refusal?.Code);
        // Two effects: four arrangements, a p of at least one half.
        var two = PermutationTests.Of(RandomEffects.Fit(s_effects.Select([0, 1]), s_default).Value).Value;
        Assert.Equal((0.5, 4L), (two.PValues[0], two.Arrangements));
    }
}
