using System.Text.Json;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Tests.Stage1.Multilevel;

/// <summary>What lme4 and lmerTest say: tests/References/multilevel/mixed_models.json, made by the script beside it.</summary>
internal static class MixedReferences
{
    private static readonly Lazy<JsonDocument> s_document =
        new(() => JsonDocument.Parse(File.ReadAllText(Path.Combine(ExpectedCorpus.Folder("multilevel"), "mixed_models.json"))));

    internal static IEnumerable<JsonElement> Cases => s_document.Value.RootElement.GetProperty("cases").EnumerateArray();

    internal static string Name(JsonElement @case) => @case.GetProperty("name").GetString()!;

    internal static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];

    /// <summary>The case's rows, those of a group together, groups in order of number and otherwise as R had them.</summary>
    internal static MixedData Data(JsonElement @case)
    {
        int[] groups = [.. @case.GetProperty("group").EnumerateArray().Select(g => g.GetInt32())];
        int[] order = [.. Enumerable.Range(0, groups.Length).OrderBy(i => groups[i])];
        var y = Numbers(@case.GetProperty("y"));
        double[][] x = [.. @case.GetProperty("x").EnumerateArray().Select(Numbers)];
        int[] random = [.. @case.GetProperty("random").EnumerateArray().Select(k => k.GetInt32())];
        string[] names = [.. @case.GetProperty("columns").EnumerateArray().Select(name => name.GetString()!)];
        return new MixedData(
            [.. order.Select(i => y[i])], [.. order.SelectMany(i => x[i])], names,
            [.. order.SelectMany(i => random.Select(k => x[i][k]))], [.. random.Select(k => names[k])], [.. order.Select(i => groups[i])]);
    }
}
