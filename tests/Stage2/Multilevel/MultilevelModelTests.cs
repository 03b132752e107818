using CsCheck;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Multivariate;
using Xunit;

namespace IpdEngine.Tests.Stage2.Multilevel;

/// <summary>The general model: derivatives, agreement with the vector pool, order of rows, boundary, refusals.</summary>
public sealed class MultilevelModelTests
{
    [Theory]
    [InlineData(BetweenStructure.UN, true)]
    [InlineData(BetweenStructure.UN, false)]
    [InlineData(BetweenStructure.CS, true)]
    [InlineData(BetweenStructure.HCS, true)]
    [InlineData(BetweenStructure.HCS, false)]
    [InlineData(BetweenStructure.DIAG, true)]
    [InlineData(BetweenStructure.ID, false)]
    [InlineData(BetweenStructure.AR, true)]
    [InlineData(BetweenStructure.AR, false)]
    public void Gradient_and_curvature_are_those_of_finite_differences(BetweenStructure structure, bool restricted) =>
        Gen.Select(Gen.ULong[0, 1000], Gen.Double[0.05, 0.4], Gen.Double[-0.3, 0.6]).Sample((seed, spread, correlation) =>
        {
            var data = EffectBlocks.From(MultilevelTables.Draw(seed, structure)).Value;
            BetweenModel[] models = [.. data.Terms.Select(t => BetweenModels.Of(t.Structure, t.Order))];
            double[] point = [.. data.Terms.SelectMany((t, i) => models[i].Start([.. Enumerable.Range(0, t.Order).Select(j => spread * spread * (1 + 0.3 * j))], correlation))];
            RequireDerivatives(new MultilevelCriterion(data, models, restricted), point);
        }, iter: 8);

    [Theory]
    [InlineData(BetweenStructure.UN, ComponentKind.Tau2)]
    [InlineData(BetweenStructure.UN, ComponentKind.Rho)]
    [InlineData(BetweenStructure.CS, ComponentKind.Rho)]
    [InlineData(BetweenStructure.HCS, ComponentKind.Tau2)]
    [InlineData(BetweenStructure.HCS, ComponentKind.Rho)]
    [InlineData(BetweenStructure.AR, ComponentKind.Rho)]
    [InlineData(BetweenStructure.DIAG, ComponentKind.Tau2)]
    public void A_structure_with_a_component_held_holds_it_and_has_true_derivatives(BetweenStructure structure, ComponentKind kind)
    {
        var data = EffectBlocks.From(MultilevelTables.Draw(5, structure)).Value;
        var each = structure is BetweenStructure.UN or BetweenStructure.HCS or BetweenStructure.DIAG;
        var component = kind == ComponentKind.Tau2
            ? new VarianceComponent(0, kind, "tau2", 0, each ? 2 : -1, -1, false, 12)
            : new VarianceComponent(0, kind, "rho", 0, structure == BetweenStructure.UN ? 1 : -1, structure == BetweenStructure.UN ? 3 : -1, false, 12);
        var value = kind == ComponentKind.Tau2 ? 0.07 : 0.4;
        BetweenModel[] models = [.. data.Terms.Select((t, i) => i == 0 ? BetweenModels.Held(structure, t.Order, component, value) : BetweenModels.Of(t.Structure, t.Order))];
        double[] point = [.. data.Terms.SelectMany((t, i) => models[i].Start([.. Enumerable.Range(0, t.Order).Select(j => 0.04 + 0.01 * j)], 0.2))];
        var criterion = new MultilevelCriterion(data, models, restricted: true);
        RequireDerivatives(criterion, point);
        var (a, b) = kind == ComponentKind.Tau2 ? (each ? 2 : 0, each ? 2 : 0) : structure == BetweenStructure.UN ? (1, 3) : (0, 1);
        var held = kind == ComponentKind.Tau2 ? criterion.G[a * 4 + b] : criterion.G[a * 4 + b] / Math.Sqrt(criterion.G[a * 5] * criterion.G[b * 5]);
        Assert.Equal(value, held, 12);
    }

    [Theory]
    [InlineData(BetweenStructure.UN)]
    [InlineData(BetweenStructure.CS)]
    [InlineData(BetweenStructure.HCS)]
    [InlineData(BetweenStructure.DIAG)]
    [InlineData(BetweenStructure.AR)]
    public void A_pool_of_vectors_is_the_same_model(BetweenStructure structure)
    {
        var vectors = CorpusEffects.Multivariate();
        var one = MultivariateRandomEffects.Fit(vectors, new PoolOptions(Structure: structure)).Value;
        var two = MultilevelModel.Fit(VectorEffects.From(vectors, structure), new MultilevelOptions()).Value;
        Assert.True(two.Converged, two.Reason);
        Assert.Equal(one.LogLikelihood, two.LogLikelihood, 9);
        for (var j = 0; j < 4; j++)
        {
            Assert.Equal(one.Coefficients[j].Estimate, two.Coefficients[j].Estimate, 8);
            Assert.Equal(one.Coefficients[j].StandardError, two.Coefficients[j].StandardError, 8);
        }
        Assert.Equal(one.ScaleFactor, two.ScaleFactor, 8);
    }

    [Theory]
    [InlineData(BetweenStructure.UN)]
    [InlineData(BetweenStructure.HCS)]
    public void The_order_of_rows_changes_no_bit(BetweenStructure structure)
    {
        var table = MultilevelTables.Draw(3, structure, effects: false);
        var one = MultilevelModel.Fit(table, new MultilevelOptions()).Value;
        var two = MultilevelModel.Fit(MultilevelTables.Shuffled(table, 9), new MultilevelOptions()).Value;
        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal(one.Components, two.Components);
        Assert.Equal(one.LogLikelihood, two.LogLikelihood);
    }

    [Fact]
    public void A_variance_at_zero_is_exactly_zero_and_said_and_no_higher_likelihood_lies_beside_it()
    {
        var table = MultilevelTables.Draw(11, BetweenStructure.ID, effects: false);
        var mean = table.Yi.Average();
        var alike = table with { Yi = [.. table.Yi.Select(y => mean + 0.2 * (y - mean))] };
        var fit = MultilevelModel.Fit(alike, new MultilevelOptions()).Value;
        Assert.True(fit.Converged, fit.Reason);
        Assert.Contains("boundary", fit.Reason, StringComparison.Ordinal);
        Assert.Contains(fit.Components, c => c.Estimate == 0);
        var data = EffectBlocks.From(alike).Value;
        var moments = new BlockMoments(data, restricted: true);
        double[] g = [.. fit.Between.SelectMany(b => b.Cast<double>())];
        Assert.Equal(-2 * fit.LogLikelihood, moments.Solve(g), 9);
        for (var t = 0; t < 2; t++)
        {
            var moved = (double[])g.Clone();
            for (var j = 0; j < data.Terms[t].Order; j++)
                moved[data.Offsets[t] + j * data.Terms[t].Order + j] += 1e-4;
            Assert.True(moments.Solve(moved) >= -2 * fit.LogLikelihood - 1e-10);
        }
    }

    [Fact]
    public void Faulty_tables_are_refused_with_a_reason()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        Refused("not_identified", MultilevelTables.Draw(3, BetweenStructure.UN));
        Refused("not_identified", table with { Random = [table.Random[1], table.Random[1] with { Name = "again" }] });
        Refused("not_positive_definite", table with { V = SamplingCovariance.FromCorrelation([.. Enumerable.Range(0, table.K).Select(i => table.V[i, i])], table.Random[0].Outer, -0.9) });
        Refused("duplicate_id", table with { Ids = [table.Ids[1], .. table.Ids.Skip(1)] });
        Refused("collinear", table with { Design = [.. table.Design, KeyValuePair.Create("twice", table.Design[1].Value.Select(x => 2 * x + 1).ToArray())] });
        Refused("constant", table with { Design = [.. table.Design, KeyValuePair.Create("nothing", new double[table.K])] });
        Refused("not_finite", table with { Yi = [double.NaN, .. table.Yi.Skip(1)] });
        Refused("variance", table with { V = SamplingCovariance.Of(new double[table.K]) });
        Refused("missing", table with { Design = [table.Design[0], KeyValuePair.Create("x", table.Design[1].Value.Select((x, i) => i == 3 ? double.NaN : x).ToArray())] });
        Refused("too_few", table.Rows([0]));
        Refused("missing", table with { Random = [RandomTerm.Intercept("study", [.. table.Ids.Select((_, i) => i == 2 ? "" : "s")])] });
        var wide = MultilevelTables.Draw(3, BetweenStructure.CS, studies: 40, effects: false);
        Refused("dimension", wide with { Random = [new RandomTerm("effect | study", wide.Random[0].Outer, wide.Ids, BetweenStructure.CS)] });
        Assert.Throws<ArgumentException>(() => MultilevelModel.Fit(table with { Yi = [1, 2] }, new MultilevelOptions()));
        Assert.Throws<ArgumentException>(() => MultilevelModel.Fit(table, new MultilevelOptions(TauEstimator.DL)));
    }

    [Fact]
    public void A_factor_with_one_level_leaves_its_variance_at_zero_and_is_said()
    {
        var table = MultilevelTables.Draw(3, BetweenStructure.CS, effects: false);
        var one = table with { Random = [RandomTerm.Intercept("world", [.. table.Ids.Select(_ => "w")]), table.Random[1]] };
        var fit = MultilevelModel.Fit(one, new MultilevelOptions()).Value;
        Assert.True(fit.Components[0] is { Fixed: true, Estimate: 0 });
        Assert.Contains("world has one level", fit.Reason, StringComparison.Ordinal);
        Assert.Equal(MultilevelModel.Fit(table with { Random = [table.Random[1]] }, new MultilevelOptions()).Value.LogLikelihood, fit.LogLikelihood);
    }

    private static void Refused(string code, DependentEffects effects)
    {
        var outcome = MultilevelModel.Fit(effects, new MultilevelOptions());
        Assert.Null(outcome.Fit);
        Assert.Equal(code, outcome.Refusal!.Code);
        Assert.NotEmpty(outcome.Refusal.Reason);
    }

    // The five-point stencil: third derivatives of a small spread are in the hundred thousands, too large for two points.
    private static void RequireDerivatives(MultilevelCriterion criterion, double[] point)
    {
        const double step = 1e-5;
        (int At, double Weight)[] stencil = [(-2, 1.0 / 12), (-1, -8.0 / 12), (1, 8.0 / 12), (2, -1.0 / 12)];
        var q = point.Length;
        double[] gradient = new double[q], curvature = new double[q * q], there = new double[q];
        criterion.Value(point);
        criterion.Gradient(gradient);
        criterion.Curvature(curvature, exact: true);
        for (var a = 0; a < q; a++)
        {
            var (slope, slopes) = (0.0, new double[q]);
            foreach (var (at, weight) in stencil)
            {
                var moved = (double[])point.Clone();
                moved[a] += at * step;
                slope += weight * criterion.Value(moved) / step;
                criterion.Gradient(there);
                for (var b = 0; b < q; b++)
                    slopes[b] += weight * there[b] / step;
            }
            Assert.True(Math.Abs(slope - gradient[a]) <= 1e-5 * (1 + Math.Abs(slope)), $"g[{a}]: {gradient[a]:G9} against {slope:G9}");
            for (var b = 0; b < q; b++)
                Assert.True(Math.Abs(slopes[b] - curvature[a * q + b]) <= 1e-5 * (1 + Math.Sqrt(Math.Abs(curvature[a * q + a] * curvature[b * q + b]))),
                    $"H[{a},{b}]: {curvature[a * q + b]:G9} against {slopes[b]:G9}");
        }
        criterion.Value(point);
    }
}
