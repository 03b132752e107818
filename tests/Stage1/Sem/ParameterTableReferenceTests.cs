using System.Text.Json;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;
using Xunit;

namespace IpdEngine.Tests.Stage1.Sem;

/// <summary>Parameter tables row by row against lavaan 0.6-14: tests/References/stage1/parameter_tables.R made parameter_tables.json.</summary>
public class ParameterTableReferenceTests
{
    private static readonly Lazy<JsonElement[]> s_cases = new(() => [.. JsonDocument.Parse(
        File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("stage1"), "parameter_tables.json"))).RootElement.GetProperty("cases").EnumerateArray()]);

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (var i = 0; i < s_cases.Value.Length; i++)
            cases.Add(i, $"{s_cases.Value[i].GetProperty("defaults").GetString()}: {s_cases.Value[i].GetProperty("model").GetString()!.ReplaceLineEndings("; ")}");
        return cases;
    }

    [Fact]
    public void There_are_as_many_cases_as_the_script_makes() => Assert.True(s_cases.Value.Length >= 45);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_row_is_lavaans(int index, string name)
    {
        var expected = s_cases.Value[index];
        var defaults = ModelDefaults.Named(expected.GetProperty("defaults").GetString()!);
        defaults = defaults with
        {
            MeanStructure = defaults.MeanStructure || expected.GetProperty("means").GetBoolean(),
            StdLv = expected.GetProperty("std.lv").GetBoolean(),
            FixedX = expected.GetProperty("fixed.x").GetBoolean(),
            Orthogonal = expected.GetProperty("orthogonal").GetBoolean(),
        };
        var equal = GroupEqualNames.Of(expected.GetProperty("equal").EnumerateArray().Select(e => e.GetString()!));
        var table = ParameterTable.Of(ModelParser.Parse(expected.GetProperty("model").GetString()!), defaults, expected.GetProperty("groups").GetInt32(), equal);
        Dictionary<int, int> classes = [];
        string Own(ParameterRow r) => $"{r.Group}: {r.Left} {r.Operator} {r.Right} {(r.Written ? 1 : 0)} {(r.Exogenous ? 1 : 0)} {r.Label} {Class(classes, r.Free + 1)} {Value(r.Value)}";
        var found = table.Rows.Select(Own).ToArray();
        classes = [];
        string Theirs(JsonElement r) => $"{r.GetProperty("group").GetInt32()}: {Text(r, "lhs")} {Text(r, "op")} {Text(r, "rhs")} {r.GetProperty("user").GetInt32()} {r.GetProperty("exo").GetInt32()} {Text(r, "label")} {Class(classes, r.GetProperty("class").GetInt32())} {Value(r.TryGetProperty("value", out var v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN)}";
        var lines = expected.GetProperty("rows").EnumerateArray().Select(Theirs).ToArray();
        Assert.True(lines.SequenceEqual(found), $"{name}\nexpected\n{string.Join('\n', lines)}\nfound\n{string.Join('\n', found)}");
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static string Value(double value) => double.IsNaN(value) ? "-" : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    // Classes by order of first appearance; 0 is fixed.
    private static int Class(Dictionary<int, int> seen, int number)
    {
        if (number == 0)
            return 0;
        seen.TryAdd(number, seen.Count + 1);
        return seen[number];
    }
}
