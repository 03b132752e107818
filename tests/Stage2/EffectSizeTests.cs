using System.Text.Json;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Univariate;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Stage2;

/// <summary>Effect sizes beside metafor's escalc (escalc.R makes escalc.json), rows that have none, conversions, back-transformation.</summary>
public sealed class EffectSizeTests
{
    [Fact]
    public void Every_effect_size_and_variance_agrees_with_escalc_to_1e_12()
    {
        using var json = JsonDocument.Parse(Repository.Read("tests/References/stage2/escalc.json"));
        var compared = 0;
        List<string> faults = [];
        foreach (var set in json.RootElement.GetProperty("sets").EnumerateArray())
        {
            var columns = set.GetProperty("columns").EnumerateObject().ToDictionary(c => c.Name, c => Numbers(c.Value));
            var (yi, vi) = (Numbers(set.GetProperty("yi")), Numbers(set.GetProperty("vi")));
            var counts = new CountOptions(set.GetProperty("add").GetDouble(), set.GetProperty("to").GetString() switch
            {
                "all" => CountAdjustment.All,
                "if0all" => CountAdjustment.IfZeroAll,
                "none" => CountAdjustment.None,
                _ => CountAdjustment.OnlyZero,
            });
            var table = EffectSizes.Compute(Enum.Parse<EffectMeasure>(set.GetProperty("measure").GetString()!), [.. yi.Select((_, i) => $"row {i}")], columns, counts);
            var where = $"{set.GetProperty("name")} {table.Measure}";
            for (var n = 0; n < table.Rows.Count; n++)
            {
                var i = table.Rows[n];
                Compare($"{where} yi {i}", yi[i], table.Effects.Yi[n]);
                Compare($"{where} vi {i}", vi[i], table.Effects.Vi[n]);
            }
            // What escalc leaves without a number, or with a variance of zero, is omitted with a reason, and nothing else is.
            var theirs = yi.Zip(vi).Count(e => double.IsFinite(e.First) && e.Second > 0);
            if (table.Rows.Count != theirs || table.Omitted.Count != yi.Length - theirs)
                faults.Add($"{where}: {table.Rows.Count} rows, expected {theirs}; {string.Join("; ", table.Omitted.Take(3))}");
        }
        foreach (var c in json.RootElement.GetProperty("conversions").EnumerateArray())
        {
            var (x, v, n) = (c.GetProperty("x").GetDouble(), c.GetProperty("v").GetDouble(), Numbers(c.GetProperty("n")));
            var kind = c.GetProperty("kind").GetString()!;
            var converted = kind switch
            {
                "d to r" => Conversions.MeanDifferenceToCorrelation(x, v, n[0], n[1]),
                "r to d" => Conversions.CorrelationToMeanDifference(x, v),
                "or to d" => Conversions.LogOddsToMeanDifference(x, v),
                _ => Conversions.MeanDifferenceToLogOdds(x, v),
            };
            Assert.False(string.IsNullOrEmpty(converted.Label));
            // The variances of d and r are numerical derivatives: nine digits. D2ORL takes the biased d.
            Compare(kind, c.GetProperty("yi").GetDouble(), converted.Yi);
            Compare(kind, c.GetProperty("vi").GetDouble(), converted.Vi, 1e-9);
        }
        Assert.Empty(faults);
        Assert.True(compared > 3000, $"only {compared} comparisons");

        void Compare(string where, double expected, double found, double tolerance = 1e-12)
        {
            compared++;
            if (!(Math.Abs(found - expected) <= tolerance * Math.Max(Math.Abs(expected), 1e-3)))
                faults.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{where}: found {found:R}, expected {expected:R}"));
        }
    }

    [Fact]
    public void A_row_without_an_effect_is_named_with_its_reason()
    {
        var table = EffectSizes.Compute(EffectMeasure.ZCOR, ["fine", "small", "beyond", "one", "absent"], new Dictionary<string, double[]>
        {
            ["ri"] = [0.3, 0.2, 1.4, 1, double.NaN],
            ["ni"] = [50, 3, 40, 40, 40],
        });
        Assert.Equal(["fine"], table.Effects.Ids);
        Assert.Equal([("small", "too_few"), ("beyond", "range"), ("one", "not_finite"), ("absent", "missing")], table.Omitted.Select(o => (o.Where, o.Code)));
        var errors = EffectSizes.Compute(EffectMeasure.GEN, ["a", "b", "c"], new Dictionary<string, double[]> { ["yi"] = [1, 2, 3], ["sei"] = [0.5, -1, 0] });
        Assert.Equal(0.25, errors.Effects.Vi.Single());
        Assert.Equal([("b", "variance"), ("c", "variance")], errors.Omitted.Select(o => (o.Where, o.Code)));
    }

    [Fact]
    public void A_missing_column_is_the_callers_mistake_and_says_what_the_measure_needs()
    {
        var mistake = Assert.Throws<ArgumentException>(() => EffectSizes.Compute(EffectMeasure.OR, ["a"], new Dictionary<string, double[]> { ["ai"] = [1], ["ci"] = [2] }));
        Assert.Contains("n1i and n2i", mistake.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EffectSizes.Compute(EffectMeasure.COR, ["a"], new Dictionary<string, double[]> { ["ri"] = [1, 2], ["ni"] = [2] }));
        Assert.Throws<ArgumentException>(() => EffectSizes.Compute(EffectMeasure.OR, [], new Dictionary<string, double[]>(), new CountOptions(-1)));
    }

    [Fact]
    public void A_given_d_is_corrected_and_a_given_g_is_not()
    {
        Dictionary<string, double[]> sizes = new() { ["n1i"] = [12], ["n2i"] = [10] };
        var d = EffectSizes.Compute(EffectMeasure.SMD, ["a"], new Dictionary<string, double[]>(sizes) { ["di"] = [0.5] }).Effects;
        var g = EffectSizes.Compute(EffectMeasure.SMD, ["a"], new Dictionary<string, double[]>(sizes) { ["gi"] = [0.5] }).Effects;
        // J(20) = Gamma(10) / (sqrt(10) Gamma(9.5)) = 0.96194453...
        Assert.Equal(0.480972265, d.Yi[0], 1e-8);
        Assert.Equal(0.5, g.Yi[0]);
        Assert.Equal(1 / 12.0 + 0.1 + 0.25 / 44, g.Vi[0], 1e-15);
    }

    [Fact]
    public void Estimates_and_intervals_go_back_to_the_scale_of_a_reader()
    {
        var table = EffectSizes.Compute(EffectMeasure.ZCOR, ["a", "b", "c"], new Dictionary<string, double[]> { ["ri"] = [0.3, 0.1, 0.5], ["ni"] = [50, 80, 60] });
        var fit = RandomEffects.Fit(table.Effects, new PoolOptions()).Value;
        var shown = BackTransformation.Of(fit.Coefficients[0], table.Shown);
        Assert.Equal(Transformation.Tanh, shown.Scale);
        Assert.Equal([Math.Tanh(fit.Coefficients[0].Estimate), Math.Tanh(fit.Coefficients[0].ConfLow), Math.Tanh(fit.Coefficients[0].ConfHigh)], [shown.Estimate, shown.ConfLow, shown.ConfHigh]);
        var prediction = BackTransformation.Of(fit.Prediction!, table.Shown);
        Assert.Equal((Math.Tanh(fit.Prediction!.Low), fit.Prediction.Definition), (prediction.Low, prediction.Definition));
        Assert.Equal(0.5, BackTransformation.Apply(Transformation.InverseLogit, 0));
        Assert.Equal(Math.E, BackTransformation.Apply(BackTransformation.For(EffectMeasure.OR), 1));
        Assert.Equal(7, BackTransformation.Apply(Transformation.None, 7));
    }

    private static double[] Numbers(JsonElement array) => array.ValueKind == JsonValueKind.Array
        ? [.. array.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : double.NaN)]
        : [array.ValueKind == JsonValueKind.Number ? array.GetDouble() : double.NaN];
}
