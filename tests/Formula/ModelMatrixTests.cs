using System.Text.Json;
using IpdEngine.Formula;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Formula;

/// <summary>Model matrices and random terms beside R's model.matrix and lme4's findbars: References/formula/model_matrices.json, made by the script beside it.</summary>
public sealed class ModelMatrixTests
{
    private static readonly JsonElement s_root = JsonDocument.Parse(Repository.Read("tests/References/formula/model_matrices.json")).RootElement;
    private static readonly DataFrame s_frame = Frame();

    public static TheoryData<string> Matrices() => [.. s_root.GetProperty("matrices").EnumerateArray().Select(m => m.GetProperty("formula").GetString()!)];

    public static TheoryData<string> Bars() => [.. s_root.GetProperty("random").EnumerateArray().Select(m => m.GetProperty("formula").GetString()!)];

    [Theory]
    [MemberData(nameof(Matrices))]
    public void Columns_names_and_rows_are_those_of_R(string text)
    {
        var expected = s_root.GetProperty("matrices").EnumerateArray().Single(m => m.GetProperty("formula").GetString() == text);
        var formula = ModelFormula.Parse(text);
        var matrix = ModelMatrix.Of(formula, s_frame, out var used);
        Assert.Equal(Texts(expected.GetProperty("labels")), formula.Fixed.Terms.Select(t => t.Label));
        Assert.Equal(Texts(expected.GetProperty("columns")), matrix.Names);
        Assert.Equal(Numbers(expected.GetProperty("assign")), matrix.Assign.Select(a => (double)a));
        Assert.Equal(Numbers(expected.GetProperty("rows")), used.Rows.Select(r => (double)r));
        Assert.Equal(s_frame.Rows, used.Rows.Count + used.Dropped.Count);
        foreach (var (column, k) in expected.GetProperty("values").EnumerateArray().Select((c, k) => (Numbers(c), k)))
            for (var i = 0; i < column.Length; i++)
                Assert.True(Math.Abs(column[i] - matrix.Column(k)[i]) <= 1e-13 * (1 + Math.Abs(column[i])), $"{matrix.Names[k]}, row {i}: {matrix.Column(k)[i]}, R has {column[i]}");
    }

    [Theory]
    [MemberData(nameof(Bars))]
    public void Random_terms_have_the_groups_levels_and_columns_of_lme4(string text)
    {
        var expected = s_root.GetProperty("random").EnumerateArray().Single(m => m.GetProperty("formula").GetString() == text).GetProperty("bars").EnumerateArray().ToList();
        var formula = ModelFormula.Parse(text);
        var everything = ModelFormula.Parse("~ x + m");
        var frame = ModelFrame.Of([formula, everything], s_frame, []);
        Assert.Equal(expected.Select(b => b.GetProperty("group").GetString()), formula.Random.Select(r => r.Group));
        foreach (var (bar, term) in expected.Zip(formula.Random))
        {
            Assert.Equal(Texts(bar.GetProperty("columns")), ModelMatrix.Of(term.Columns, frame).Names);
            Assert.Equal(Texts(bar.GetProperty("levels")), frame.Grouping(term).Levels);
        }
    }

    [Fact]
    public void Columns_that_depend_on_those_before_them_are_named()
    {
        var matrix = ModelMatrix.Of(ModelFormula.Parse("~ x + I(2 * x) + z + I(x + z) + g + h:g"), s_frame, out _);
        var rank = ColumnRank.Of(matrix);
        Assert.Equal(["I(2 * x)", "I(x + z)"], rank.Dropped.Select(c => matrix.Names[c]));
        Assert.Equal(matrix.Columns, rank.Kept.Count + rank.Dropped.Count);
    }

    [Fact]
    public void The_places_of_a_nested_grouping_are_named_as_metafor_and_as_lme4_do()
    {
        var random = ModelFormula.Parse("~ 1 | study/effect").Random;
        Assert.Equal(["study/effect", "study"], random.Select(r => r.Nested));
        Assert.Equal(["effect:study", "study"], random.Select(r => r.Group));
    }

    [Fact]
    public void A_factor_without_two_levels_is_refused_where_contrasts_are_needed()
    {
        var frame = new DataFrame([new DataColumn("g", ["a", "a", null])]);
        var fault = Assert.Throws<FormulaException>(() => ModelMatrix.Of(ModelFormula.Parse("~ g"), frame, out _));
        Assert.Equal((2, "1 levels of factor 'g' in the complete rows"), (fault.Place, fault.Found));
    }

    private static DataFrame Frame() => new([.. s_root.GetProperty("frame").EnumerateObject().Select(c =>
        c.Value.EnumerateArray().Any(v => v.ValueKind == JsonValueKind.String)
            ? new DataColumn(c.Name, [.. c.Value.EnumerateArray().Select(v => v.GetString())])
            : new DataColumn(c.Name, Numbers(c.Value)))]);

    private static double[] Numbers(JsonElement array) => array.ValueKind == JsonValueKind.Number
        ? [array.GetDouble()]
        : [.. array.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Null ? double.NaN : v.GetDouble())];

    private static string[] Texts(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(v => v.GetString()!)];
}
