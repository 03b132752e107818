using IpdEngine.Stage2;
using IpdEngine.Stage2.Multivariate;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Several outcomes pooled together: agreement with rma.mv, derivatives, boundary, refusals.</summary>
public sealed class MultivariateTests
{
    [Fact]
    public void The_four_lags_of_the_corpus_agree_with_metafor()
    {
        var expected = new CorpusRows("expected_pooled_multivariate.csv");
        var fit = MultivariateRandomEffects.Fit(CorpusEffects.Multivariate(), new PoolOptions()).Value;
        Assert.True(fit.Converged, fit.Reason);
        for (var a = 0; a < 4; a++)
        {
            var row = expected.Rows[a];
            Near("b", expected.Number(row, "b"), fit.Coefficients[a].Estimate, 1e-5);
            Near("se", expected.Number(row, "se"), Math.Sqrt(fit.Covariance[a, a]), 1e-5);
            Near("logLik", expected.Number(row, "logLik.REML"), fit.LogLikelihood, 1e-8);
            for (var b = 0; b < 4; b++)
            {
                // Relative to the two standard deviations: a covariance near zero has no digits of its own. metafor's search ends up to 3e-5 short
                // of the maximum (its own optimisers differ by as much); the next test shows that ours is higher and its gradient a thousandth.
                var scale = Math.Sqrt(fit.Between[a, a] * fit.Between[b, b]);
                Assert.True(Math.Abs(expected.Number(row, $"G.{CorpusEffects.Lags[b]}") - fit.Between[a, b]) <= 5e-5 * scale, $"G[{a},{b}]: {fit.Between[a, b]:G9}");
            }
        }
    }

    [Fact]
    public void The_likelihood_is_higher_than_at_metafors_between_study_matrix()
    {
        var expected = new CorpusRows("expected_pooled_multivariate.csv");
        var data = new StudyVectors(CorpusEffects.Multivariate(), null);
        var theirs = (from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) select expected.Number(expected.Rows[a], $"G.{CorpusEffects.Lags[b]}")).ToArray();
        var ours = MultivariateRandomEffects.Fit(CorpusEffects.Multivariate(), new PoolOptions()).Value;
        Assert.True(-2 * ours.LogLikelihood < new VectorMoments(data, restricted: true).Solve(theirs));
        var flat = ours.Between.Cast<double>().ToArray();
        Assert.True(LargestSlope(data, flat) < 1e-3 * LargestSlope(data, theirs), $"{LargestSlope(data, flat):G4} against {LargestSlope(data, theirs):G4}");
    }

    private static double LargestSlope(StudyVectors data, double[] sigma)
    {
        var moments = new VectorMoments(data, restricted: true);
        var slope = new double[sigma.Length];
        moments.Solve(sigma);
        moments.Derivative(slope);
        return slope.Max(Math.Abs);
    }

    [Theory]
    [InlineData(BetweenStructure.UN, true)]
    [InlineData(BetweenStructure.UN, false)]
    [InlineData(BetweenStructure.CS, true)]
    [InlineData(BetweenStructure.HCS, true)]
    [InlineData(BetweenStructure.HCS, false)]
    [InlineData(BetweenStructure.DIAG, true)]
    public void Gradient_and_curvature_are_those_of_finite_differences(BetweenStructure structure, bool restricted)
    {
        var table = WithGaps(CorpusEffects.Multivariate());
        var model = BetweenModels.Of(structure, 4);
        var criterion = new MultivariateCriterion(new StudyVectors(table, null), model, restricted);
        var point = model.Start([0.004, 0.002, 0.01, 0.001], 0.3);
        var q = point.Length;
        double[] gradient = new double[q], curvature = new double[q * q], up = new double[q], down = new double[q];
        criterion.Value(point);
        criterion.Gradient(gradient);
        criterion.Curvature(curvature, exact: true);
        for (var a = 0; a < q; a++)
        {
            const double step = 1e-5;
            var (high, low) = ((double[])point.Clone(), (double[])point.Clone());
            high[a] += step;
            low[a] -= step;
            var valueHigh = criterion.Value(high);
            criterion.Gradient(up);
            var valueLow = criterion.Value(low);
            criterion.Gradient(down);
            Near($"g[{a}]", (valueHigh - valueLow) / (2 * step), gradient[a], 1e-5);
            for (var b = 0; b < q; b++)
                Assert.True(Math.Abs((up[b] - down[b]) / (2 * step) - curvature[a * q + b]) <= 1e-5 * Math.Sqrt(Math.Abs(curvature[a * q + a] * curvature[b * q + b])) + 1e-3,
                    $"H[{a},{b}]: {curvature[a * q + b]:G9} against {(up[b] - down[b]) / (2 * step):G9}");
        }
    }

    [Fact]
    public void The_order_of_studies_changes_no_bit()
    {
        var table = CorpusEffects.Multivariate();
        var order = Enumerable.Range(0, table.Ids.Count).Reverse().ToArray();
        var turned = new EffectVectorTable([.. order.Select(i => table.Ids[i])], table.Outcomes, [.. order.Select(i => table.Y[i])], [.. order.Select(i => table.S[i])]);
        var (one, two) = (MultivariateRandomEffects.Fit(table, new PoolOptions()).Value, MultivariateRandomEffects.Fit(turned, new PoolOptions()).Value);
        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal(one.Between, two.Between);
        Assert.Equal(one.LogLikelihood, two.LogLikelihood);
    }

    [Fact]
    public void A_singular_between_study_matrix_is_said()
    {
        var table = CorpusEffects.Multivariate();
        var mean = table.Y.Select(y => y.Average()).Average();
        var alike = table with { Y = [.. table.Y.Select((_, i) => Enumerable.Range(0, 4).Select(j => mean + 1e-4 * ((i + j) % 3)).ToArray())] };
        var fit = MultivariateRandomEffects.Fit(alike, new PoolOptions()).Value;
        Assert.Contains("boundary", fit.Reason, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 4), j => Assert.True(fit.Between[j, j] >= 0));
    }

    [Fact]
    public void Faulty_studies_are_refused_with_a_reason()
    {
        var table = CorpusEffects.Multivariate();
        Refused("not_positive_definite", table with { S = Changed(table.S, s => s[0, 1] = s[1, 0] = 2 * Math.Sqrt(s[0, 0] * s[1, 1])) });
        Refused("not_positive_definite", table with { S = Changed(table.S, s => s[0, 1] += 0.1) });
        Refused("not_positive_definite", table with { S = Changed(table.S, s => s[2, 2] = 0) });
        Refused("not_finite", table with { Y = [[double.PositiveInfinity, 0, 0, 0], .. table.Y.Skip(1)] });
        Refused("missing", table with { Y = [[double.NaN, double.NaN, double.NaN, double.NaN], .. table.Y.Skip(1)] });
        Refused("duplicate_id", table with { Ids = [table.Ids[1], .. table.Ids.Skip(1)] });
        Refused("too_few", new EffectVectorTable(["a"], table.Outcomes, [table.Y[0]], [table.S[0]]));
        Refused("not_identified", table with { Y = [.. table.Y.Select((y, i) => i % 2 == 0 ? new[] { y[0], double.NaN, y[2], y[3] } : [double.NaN, y[1], y[2], y[3]])] });

        static void Refused(string code, EffectVectorTable table) =>
            Assert.Equal(code, MultivariateRandomEffects.Fit(table, new PoolOptions()).Refusal?.Code);
    }

    private static List<double[,]> Changed(IReadOnlyList<double[,]> matrices, Action<double[,]> change)
    {
        var copy = matrices.Select(m => (double[,])m.Clone()).ToList();
        change(copy[3]);
        return copy;
    }

    private static EffectVectorTable WithGaps(EffectVectorTable table) =>
        table with { Y = [.. table.Y.Select((y, i) => i % 5 == 0 ? new[] { y[0], double.NaN, y[2], double.NaN } : y)] };

    private static void Near(string name, double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"{name}: found {found:G17}, expected {expected:G17}");
}
