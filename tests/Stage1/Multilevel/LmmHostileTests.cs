using System.Diagnostics;
using CsCheck;
using IpdEngine.Formula;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Multilevel.Lmm;
using Xunit;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>Data that determine nothing end with a status and its reason, never with a crash or a number that means nothing.</summary>
public sealed class LmmHostileTests
{
    private static readonly double[] s_x = [.. Enumerable.Range(0, 24).Select(i => Math.Sin(1.7 * i))];
    private static readonly double[] s_y = [.. Enumerable.Range(0, 24).Select(i => Math.Cos(2.9 * i) + 0.2 * i)];

    private static readonly double[] s_y2 = [.. Enumerable.Range(0, 24).Select(i => Math.Cos(2.9 * i) + 2 * (i % 4))];

    public static TheoryData<string, double[], double[], double[], string> Cases() => new()
    {
        { "y ~ x + (1 | g)", s_y, Each(_ => double.NaN), Each(i => i % 4), "too_small: found no row with all variables" },
        { "y ~ x + (1 | g)", s_y, With(5, double.PositiveInfinity), Each(i => i % 4), "not_identified: found a value that is not finite in column 'x'" },
        { "log(y) ~ x + (1 | g)", Each(i => i), s_x, Each(i => i % 4), "not_identified: found an infinite response" },
        { "y ~ 1 + (x | g)", s_y, With(5, double.NegativeInfinity), Each(i => i % 4), "not_identified: found a value that is not finite in the random columns of 'g'" },
        { "y ~ x + (1 | g)", s_y, s_x, Each(_ => 1), "not_identified: found 1 level of grouping factor 'g'" },
        { "y ~ x + (1 | g)", s_y, s_x, Each(i => i), "not_identified: found 24 levels of grouping factor 'g' in 24 rows" },
        { "y ~ x + (x | g)", s_y, s_x, Each(i => i % 12), "not_identified: found 24 random effects in a term of 'g' and 24 rows" },
        { "y ~ x + (1 | g)", Each(_ => 3), s_x, Each(i => i % 4), "not_identified: found no residual variance" },
        { "y ~ x + (1 | g)", Each(i => 10 * (i % 4)), s_x, Each(i => i % 4), "not_identified: found no residual variance" },
        { "y ~ factor(x) + (1 | g)", s_y, Each(_ => 1), Each(i => i % 4), "not_identified: found 1 level of factor 'factor(x)'" },
        { "y ~ factor(x) + (1 | g)", s_y, s_x, Each(i => i % 4), "too_small: found 24 complete rows" },
        { "y ~ x + (1 | g) + (1 | factor(g))", s_y2, s_x, Each(i => i % 4), "not_identified: the likelihood does not change along some direction" },
        { "y ~ x + (1 + x + I(2 * x) | g)", s_y, s_x, Each(i => i % 4), "not_identified: found random column 'I(2 * x)' of 'g' determined" },
        { "y ~ 0 + (1 | g)", s_y, s_x, Each(i => i % 4), "not_identified: found no fixed effect" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_cannot_be_fitted_ends_with_a_status_that_says_why(string formula, double[] y, double[] x, double[] g, string expected)
    {
        var result = LinearMixedModel.Fit(ModelFormula.Parse(formula), Frame(y, x, g), new LinearMixedOptions());
        Assert.Null(result.Fit);
        Assert.StartsWith(expected, $"{result.Status.Name}: {result.Status.Reason}", StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_depend_on_others_are_left_out_and_named()
    {
        var result = LinearMixedModel.Fit(ModelFormula.Parse("y ~ x + I(3 * x - 1) + I(0 * x) + (1 | g)"), Frame(s_y, s_x, Each(i => i % 4)), new LinearMixedOptions());
        Assert.Equal(["I(3 * x - 1)", "I(0 * x)"], result.DroppedColumns);
        Assert.Equal(["(Intercept)", "x"], result.Fit!.FixedNames);
    }

    [Fact]
    public void Columns_of_any_size_give_the_fit_of_columns_near_one()
    {
        var plain = Fit(s_y, s_x).Fit!;
        foreach (var size in new[] { 1e-9, 1e9 })
        {
            var scaled = Fit(Array.ConvertAll(s_y, v => v / size), Array.ConvertAll(s_x, v => v * size)).Fit!;
            Assert.Equal(plain.Coefficients[1] / plain.StandardError(1), scaled.Coefficients[1] / scaled.StandardError(1), 1e-6);
            Assert.Equal(plain.Random[0].StandardDeviation(1) / plain.Sigma, size * scaled.Random[0].StandardDeviation(1) / scaled.Sigma, 1e-5);
        }

        static LinearMixedResult Fit(double[] y, double[] x) => LinearMixedModel.Fit(ModelFormula.Parse("y ~ x + (x | g)"), Frame(y, x, Each(i => i % 4)), new LinearMixedOptions());
    }

    [Fact]
    public void A_random_term_of_very_many_columns_is_refused()
    {
        int[] rows = [.. Enumerable.Range(0, 3000)];
        var frame = new DataFrame([
            new DataColumn("y", [.. rows.Select(i => Math.Sin(i * i))]), new DataColumn("f", [.. rows.Select(i => (double)(i % 700))]), new DataColumn("g", [.. rows.Select(i => (double)(i / 1500))])]);
        var result = LinearMixedModel.Fit(ModelFormula.Parse("y ~ 1 + (0 + factor(f) | g)"), frame, new LinearMixedOptions());
        Assert.Null(result.Fit);
        Assert.StartsWith("found 700 correlated columns in a random term of 'g'", result.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Crossed_factors_that_would_fill_the_memory_are_refused()
    {
        int[] rows = [.. Enumerable.Range(0, 40 * 41)];
        var frame = new DataFrame([
            new DataColumn("y", [.. rows.Select(i => Math.Sin(i * i))]), new DataColumn("a", [.. rows.Select(i => (double)(i % 40))]), new DataColumn("b", [.. rows.Select(i => (double)(i / 40))])]);
        var result = LinearMixedModel.Fit(ModelFormula.Parse("y ~ 1 + (1 | a) + (1 | b)"), frame, new LinearMixedOptions { MostElements = 1000 });
        Assert.Null(result.Fit);
        Assert.Contains("needs more than 1,000 elements", result.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_levels_that_pass_through_every_row_are_refused_soon()
    {
        int[] rows = [.. Enumerable.Range(0, 4000)];
        var frame = new DataFrame([
            new DataColumn("y", [.. rows.Select(i => Math.Sin(i % 1500))]), new DataColumn("a", [.. rows.Select(i => (double)(i % 1500))]), new DataColumn("b", [.. rows.Select(i => (double)(i * 7919 % 1499))])]);
        var clock = Stopwatch.StartNew();
        var result = LinearMixedModel.Fit(ModelFormula.Parse("y ~ 1 + (1 | a) + (1 | b)"), frame, new LinearMixedOptions());
        Assert.StartsWith("found no residual variance", result.Status.Reason, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
    }

    [Fact]
    public void The_order_of_the_rows_changes_no_bit()
    {
        var frame = Frame(s_y, s_x, Each(i => i % 5));
        var turned = frame.Select([.. Enumerable.Range(0, 24).Select(i => i * 7 % 24)]);
        var formula = ModelFormula.Parse("y ~ x + (x | g)");
        var (one, two) = (LinearMixedModel.Fit(formula, frame, new LinearMixedOptions()).Fit!, LinearMixedModel.Fit(formula, turned, new LinearMixedOptions()).Fit!);
        Assert.Equal(one.Coefficients, two.Coefficients);
        Assert.Equal(one.DegreesOfFreedom, two.DegreesOfFreedom);
        Assert.Equal(one.Criterion, two.Criterion);
        Assert.Equal(one.Random[0].Covariance, two.Random[0].Covariance);
    }

    [Fact]
    public void Any_small_table_gives_a_status()
    {
        string[] formulas = ["y ~ x + (1 | g)", "y ~ x + (x | g)", "y ~ x * g + (x || h)", "y ~ x + (1 | g) + (1 | h)", "y ~ 1 + (1 | g/h)", "y ~ x + (1 | x)"];
        double[] odd = [0, 1, -1, 2, double.NaN, double.PositiveInfinity, 1e300, 1e-300, 1e8, 3, 3, 3];
        (from n in Gen.Int[0, 20]
         from cells in Gen.Int[0, odd.Length - 1].Array[4 * n]
         from formula in Gen.Int[0, formulas.Length - 1]
         select (n, cells, formula)).Sample(t =>
        {
            DataColumn Column(string name, int k) => new(name, [.. Enumerable.Range(0, t.n).Select(i => odd[t.cells[k * t.n + i]])]);
            var frame = new DataFrame([Column("y", 0), Column("x", 1), Column("g", 2), Column("h", 3)]);
            var result = LinearMixedModel.Fit(ModelFormula.Parse(formulas[t.formula]), frame, new LinearMixedOptions());
            Assert.NotEmpty(result.Status.Reason);
            if (result.Fit is { } fit && result.Status.Code != FitStatusCode.NotConverged)
                Assert.All(fit.Coefficients, c => Assert.True(double.IsFinite(c)));
        }, iter: 1500);
    }

    private static DataFrame Frame(double[] y, double[] x, double[] g) => new([new DataColumn("y", y), new DataColumn("x", x), new DataColumn("g", g)]);

    private static double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, 24).Select(value)];

    private static double[] With(int row, double value) => Each(i => i == row ? value : s_x[i]);
}
