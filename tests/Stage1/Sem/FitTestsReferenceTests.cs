using System.Text.Json;
using IpdEngine.Stage1.Sem.Estimation;
using IpdEngine.Stage1.Sem.Observations;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Tests;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Tests of fitted models against lavaan 0.6-14: tests/References/stage1/test_references.R made test_cases.json.</summary>
public class FitTestsReferenceTests
{
    private static readonly Lazy<JsonElement> s_cases = new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "test_cases.json"))).RootElement);

    public static TheoryData<int> Nested() => Indices("nested", 9);

    public static TheoryData<int> Score() => Indices("score", 9);

    public static TheoryData<int> Wald() => Indices("wald", 6);

    public static TheoryData<int> Left() => Indices("residuals", 8);

    [Theory]
    [MemberData(nameof(Nested))]
    public void Nested_differences_agree(int index)
    {
        var expected = s_cases.Value.GetProperty("nested")[index];
        var (larger, data) = Fit(expected, "model");
        var (smaller, _) = Fit(expected, "smaller");
        foreach (var (name, found) in new (string, Func<TestResult>)[]
        {
            ("plain", () => NestedTest.Plain(larger, smaller)), ("sb2001", () => NestedTest.SatorraBentler2001(larger, smaller)),
            ("sb2010", () => NestedTest.SatorraBentler2010(larger, smaller, [data])),
        })
        {
            // Where lavaan's factor of 2001 is not a number it has no test.
            if (!expected.TryGetProperty(name, out var theirs) || theirs.ValueKind != JsonValueKind.Array)
                continue;
            var test = found();
            Assert.Equal(theirs[0].GetDouble(), test.Statistic, 2e-4 * Math.Max(1, theirs[0].GetDouble()));
            Assert.Equal((int)theirs[1].GetDouble(), test.DegreesOfFreedom);
            Assert.Equal(theirs[2].GetDouble(), test.PValue, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Score))]
    public void Score_tests_and_modification_indices_agree(int index)
    {
        var expected = s_cases.Value.GetProperty("score")[index];
        var (fit, data) = Fit(expected, "model");
        var indices = ModificationIndices.Of([data], fit);
        string[] names = [.. indices.Select(i => i.Left + i.Operator + i.Right)];
        Assert.Equal(names.Length, names.Distinct().Count());
        foreach (var theirs in expected.GetProperty("mi").EnumerateObject())
        {
            var found = indices.Single(i => i.Left + i.Operator + i.Right == theirs.Name || (i.Operator == "~~" && i.Right + i.Operator + i.Left == theirs.Name));
            Assert.True(Math.Abs(theirs.Value.GetDouble() - found.Index) <= 1e-3 * Math.Max(0.1, theirs.Value.GetDouble()), $"{theirs.Name}: expected {theirs.Value}, found {found.Index}");
            Assert.Equal(expected.GetProperty("epc").GetProperty(theirs.Name).GetDouble(), found.ExpectedChange, 1e-3 * Math.Max(0.01, Math.Abs(found.ExpectedChange)));
        }

        if (!expected.TryGetProperty("total", out var total))
            return;
        var released = EqualityTests.Of([data], fit)!;
        Assert.Equal(total[0].GetDouble(), released.Total.Statistic, 1e-3 * total[0].GetDouble());
        Assert.Equal((int)total[1].GetDouble(), released.Total.DegreesOfFreedom);
        var univariate = expected.GetProperty("univariate").EnumerateObject().ToArray();
        Assert.Equal(univariate.Length, released.Univariate.Count);
        foreach (var theirs in univariate)
            Assert.Equal(theirs.Value.GetDouble(), released.Univariate.Single(r => r.Parameter.Name == theirs.Name).Test.Statistic, 1e-3 * Math.Max(0.1, theirs.Value.GetDouble()));
    }

    [Theory]
    [MemberData(nameof(Wald))]
    public void Wald_tests_agree(int index)
    {
        var expected = s_cases.Value.GetProperty("wald")[index];
        var test = WaldTest.Of(Fit(expected, "model").Fit, expected.GetProperty("constraints").GetString()!);
        var stat = expected.GetProperty("stat").GetDouble();
        Assert.Equal(stat, test.Statistic, 1e-3 * Math.Max(0.01, stat));
        Assert.Equal(expected.GetProperty("df").GetInt32(), test.DegreesOfFreedom);
        Assert.Equal(expected.GetProperty("p").GetDouble(), test.PValue, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Left))]
    public void Residuals_agree(int index)
    {
        var expected = s_cases.Value.GetProperty("residuals")[index];
        var (fit, data) = Fit(expected, "model");
        string[] theirs = [.. expected.GetProperty("variables").EnumerateArray().Select(v => v.GetString()!)];
        var found = FitResiduals.Of(data, fit, Options(expected));
        Assert.NotNull(found);
        var p = theirs.Length;
        var places = theirs.Select(name => fit.Model.Variables.TakeWhile(v => v != name).Count()).ToArray();
        foreach (var (name, own) in new[] { ("raw", found.Raw), ("normalized", found.Normalized), ("standardized", found.Standardized) })
        {
            var values = expected.GetProperty(name);
            Assert.Equal(own.Length, values.GetArrayLength());
            for (var (k, j) = (p, 0); j < p; j++)
            {
                Agree(values[j], own[places[j]], found.Raw[places[j]] / found.Normalized[places[j]], name);
                for (var i = j; i < p; i++, k++)
                {
                    var place = p + IpdEngine.Numerics.Vech.Index(Math.Max(places[i], places[j]), Math.Min(places[i], places[j]), p);
                    Agree(values[k], own[place], found.Raw[place] / found.Normalized[place], name);
                }
            }
        }
    }

    [Fact]
    public void Constraints_that_say_the_same_twice_have_no_wald_test_and_names_that_are_no_label_are_refused()
    {
        var fit = Fit(s_cases.Value.GetProperty("wald")[0], "model").Fit;
        var twice = WaldTest.Of(fit, "aa == ss\nss == aa");
        Assert.True(double.IsNaN(twice.Statistic) && twice.Note is not null);
        Assert.Contains("found 'nobody'", Assert.Throws<ArgumentException>(() => WaldTest.Of(fit, "nobody == 0")).Message, StringComparison.Ordinal);
        Assert.Contains("expected equations", Assert.Throws<ArgumentException>(() => WaldTest.Of(fit, "aa > 0")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_larger_model_comes_first()
    {
        var expected = s_cases.Value.GetProperty("nested")[0];
        var (larger, smaller) = (Fit(expected, "model").Fit, Fit(expected, "smaller").Fit);
        Assert.Contains("expected the larger first", Assert.Throws<ArgumentException>(() => NestedTest.Plain(smaller, larger)).Message, StringComparison.Ordinal);
    }

    // Raw residuals to 1e-3 of their standard errors; the divided ones to 2e-3. Where a raw one is zero but for rounding there is no standard error.
    private static void Agree(JsonElement theirs, double own, double error, string name)
    {
        if (theirs.ValueKind != JsonValueKind.Number || (double.IsNaN(own) && name == "standardized"))
            return;
        var value = theirs.GetDouble();
        var tolerance = name == "raw" ? Math.Max(1e-5, 1e-3 * (double.IsFinite(error) ? Math.Abs(error) : 0)) : 2e-3 * Math.Max(1, Math.Abs(value));
        Assert.True(Math.Abs(value - own) <= tolerance, $"{name}: expected {value}, found {own}");
    }

    private static TheoryData<int> Indices(string name, int fewest)
    {
        var count = s_cases.Value.GetProperty(name).GetArrayLength();
        Assert.True(count >= fewest, $"{name} has {count} cases");
        var data = new TheoryData<int>();
        for (var i = 0; i < count; i++)
            data.Add(i);
        return data;
    }

    private static SemOptions Options(JsonElement expected) => new()
    {
        Robust = expected.GetProperty("estimator").GetString() == "MLR",
        Incomplete = expected.GetProperty("missing").GetString() == "ml",
    };

    private static (SemFit Fit, PatternTable Data) Fit(JsonElement expected, string model)
    {
        var wide = Wide.Read(expected.GetProperty("data").GetString()!);
        var table = ParameterTable.Of(Wide.Syntax(expected.GetProperty(model).GetString()!));
        var columns = wide.Mentioned(table.Rows.SelectMany(row => new[] { row.Left, row.Right }));
        var data = PatternBuilder.Build(wide.Columns(columns), columns.Length, completeOnly: !Options(expected).Incomplete);
        var fit = new SemEstimator(data).Fit(ModelStructure.Of(table, columns), Options(expected));
        Assert.True(fit.Search.Converged, fit.Search.Story);
        return (fit, data);
    }
}
