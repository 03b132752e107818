using System.Text.Json;
using IpdEngine.Formula;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Univariate;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Meta-regressions by formula beside metafor (moderators.R makes moderators.json): names, estimates, tests and inflation of every term.</summary>
public sealed class FormulaModeratorTests
{
    private const double Tolerance = 1e-5;

    private static readonly EffectTable s_effects = new(["a", "b", "c", "d", "e"], [0.1, 0.3, 0.2, 0.5, 0.4], [0.02, 0.03, 0.02, 0.01, 0.04]);

    [Fact]
    public void Every_formula_gives_metafors_names_estimates_and_tests()
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/moderators.json"));
        var (compared, refused) = (0, 0);
        foreach (var set in json.RootElement.GetProperty("sets").EnumerateArray())
        {
            var data = set.GetProperty("data");
            var frame = new DataFrame([.. data.EnumerateObject().Select(Column)]);
            var yi = frame.Column("yi").Numbers.ToArray();
            var effects = new EffectTable([.. yi.Select((_, i) => $"{i:D3}")], yi, frame.Column("vi").Numbers.ToArray());
            foreach (var expected in set.GetProperty("fits").EnumerateArray())
            {
                var formula = expected.GetProperty("formula").GetString()!;
                var moderated = FormulaModerators.Of(effects, formula, frame).Value;
                var outcome = RandomEffects.Fit(moderated.Effects, new PoolOptions(Test: Enum.Parse<PoolTest>(expected.GetProperty("test").GetString()!, ignoreCase: true)));
                if (expected.GetProperty("dropped").GetInt32() > 0)
                {
                    // metafor drops columns that follow from others; here the first of them is named and the user decides.
                    Assert.Equal("collinear", outcome.Refusal?.Code);
                    refused++;
                    continue;
                }
                var fit = outcome.Value;
                Assert.Equal(expected.GetProperty("k").GetInt32(), fit.K);
                Assert.Equal(effects.Yi.Length - fit.K, moderated.Omitted.Count);
                Assert.Equal(expected.GetProperty("names").EnumerateArray().Select(n => n.GetString()!.Replace("intrcpt", "intercept", StringComparison.Ordinal)), fit.Coefficients.Select(c => c.Term));
                Near($"{formula} QE", fit.Q, expected.GetProperty("QE"), 1e-9);
                for (var j = 0; j < fit.Coefficients.Count; j++)
                {
                    var c = fit.Coefficients[j];
                    Near($"{formula} b {j}", c.Estimate, expected.GetProperty("b")[j], c.StandardError * Tolerance);
                    Near($"{formula} se {j}", c.StandardError, expected.GetProperty("se")[j], 0);
                    Near($"{formula} p {j}", c.PValue, expected.GetProperty("p")[j], 1e-14, Math.Max(1, c.Statistic * c.Statistic));
                }
                Near($"{formula} tau2", fit.Tau2, expected.GetProperty("tau2"), 1e-9);
                if (fit.Moderation is { } test)
                {
                    Near($"{formula} QM", test.Statistic, expected.GetProperty("QM"), 1e-9);
                    Near($"{formula} QMp", test.PValue, expected.GetProperty("QMp"), 1e-14, Math.Max(1, test.Statistic * test.Df1));
                    Near($"{formula} R2", fit.R2, expected.GetProperty("R2"), 1e-3);
                }
                if (expected.TryGetProperty("terms", out var terms))
                    Terms(formula, fit, moderated.Terms, terms);
            }
        }
        Assert.True(compared > 600 && refused == 4, $"{compared} compared, {refused} refused");

        void Terms(string formula, UnivariateFit fit, IReadOnlyList<ModeratorTerm> ours, JsonElement terms)
        {
            Assert.Equal(terms.GetArrayLength(), ours.Count);
            foreach (var (term, theirs) in ours.Zip(terms.EnumerateArray()))
            {
                Assert.Equal(theirs.GetProperty("label").GetString(), term.Label);
                Assert.Equal(theirs.GetProperty("names").EnumerateArray().Select(n => n.GetString()), term.Coefficients);
                var test = CoefficientTests.Of(fit, term.Coefficients);
                Near($"{formula} {term.Label} QM", test.Statistic, theirs.GetProperty("QM"), 1e-9);
                Near($"{formula} {term.Label} QMp", test.PValue, theirs.GetProperty("QMp"), 1e-14, Math.Max(1, test.Statistic * test.Df1));
                Near($"{formula} {term.Label} gvif", VarianceInflation.Of(fit, [term.Coefficients]).Value.Single().Value, theirs.GetProperty("gvif"), 0);
            }
        }

        void Near(string where, double found, JsonElement value, double floor, double stretch = 1)
        {
            if (value.ValueKind != JsonValueKind.Number)
                return;
            compared++;
            var expected = value.GetDouble();
            Assert.True(Math.Abs(found - expected) <= floor + stretch * Tolerance * Math.Abs(expected), $"{where}: found {found:R}, expected {expected:R}");
        }

        static DataColumn Column(JsonProperty column) => column.Value.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.String)
            ? new DataColumn(column.Name, [.. column.Value.EnumerateArray().Select(v => v.GetString())])
            : new DataColumn(column.Name, [.. column.Value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN)]);
    }

    [Fact]
    public void A_regression_through_the_origin_has_the_residuals_of_its_own_line()
    {
        var x = new DataFrame([new DataColumn("x", [1, 2, 3, 4, 5.5])]);
        var fit = RandomEffects.Fit(FormulaModerators.Of(s_effects, "~ x - 1", x).Value.Effects, new PoolOptions(Test: PoolTest.Z)).Value;
        double cross = 0, square = 0, q = 0;
        for (var i = 0; i < 5; i++)
            (cross, square) = (cross + x.Column("x").Numbers[i] * s_effects.Yi[i] / s_effects.Vi[i], square + x.Column("x").Numbers[i] * x.Column("x").Numbers[i] / s_effects.Vi[i]);
        for (var i = 0; i < 5; i++)
            q += Math.Pow(s_effects.Yi[i] - cross / square * x.Column("x").Numbers[i], 2) / s_effects.Vi[i];
        Assert.Equal(q, fit.Q, 1e-12);
        var model = new WeightedRegression(s_effects.Yi, s_effects.Vi, OrthonormalDesign.From([[1, 2, 3, 4, 5.5]], 5, out _)!);
        for (var tau2 = 0.0; tau2 < 1; tau2 += 0.001)
            Assert.True(LikelihoodTau.LogLikelihood(model, tau2, true) <= fit.LogLikelihood + 1e-12);
    }

    [Fact]
    public void Effects_without_a_moderator_are_left_out_by_name()
    {
        var frame = new DataFrame([new DataColumn("x", [1, double.NaN, 3, 4, 5.5]), new DataColumn("g", ["p", "q", "p", null, "q"])]);
        var moderated = FormulaModerators.Of(s_effects, "~ x + g", frame).Value;
        Assert.Equal(["b", "d"], moderated.Omitted);
        Assert.Equal([0, 2, 4], moderated.Rows);
        Assert.Equal(["x", "gq"], moderated.Effects.Moderators.Select(m => m.Key));
        var nobody = new DataFrame([new DataColumn("x", [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN])]);
        Assert.Equal("missing", FormulaModerators.Of(s_effects, "~ x", nobody).Refusal?.Code);
    }

    [Theory]
    [InlineData("y ~ x")]
    [InlineData("~ x + (1 | g)")]
    [InlineData("~ offset(x)")]
    [InlineData("~ 0")]
    [InlineData("~ z")]
    [InlineData("~ x +")]
    public void A_formula_that_is_no_list_of_moderators_says_why(string formula)
    {
        var frame = new DataFrame([new DataColumn("x", [1, 2, 3, 4, 5.5]), new DataColumn("g", ["p", "q", "p", "q", "q"])]);
        Assert.ThrowsAny<ArgumentException>(() => FormulaModerators.Of(s_effects, formula, frame));
    }
}
