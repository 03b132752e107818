using System.Text.Json;

namespace IpdEngine.Tests.Readers.Binary;

/// <summary>What haven read of the files in a folder of references, as <c>expected.R</c> wrote it.</summary>
internal static class HavenReference
{
    public static JsonElement Of(string folder, string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path(folder, "haven.json")));
        return document.RootElement.GetProperty("files").EnumerateArray().Single(f => f.GetProperty("file").GetString() == file).Clone();
    }

    /// <summary>A cell as one line of text, numbers by their shortest exact form.</summary>
    public static string Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Number => Tables.Number(cell.GetDouble()),
        JsonValueKind.String => $"'{cell.GetString()}'",
        _ when cell.TryGetProperty("date", out var date) => $"date {Tables.Number(date.GetDouble())}",
        _ => cell.GetProperty("missing") is { ValueKind: JsonValueKind.Number } code ? $"missing {Tables.Number(code.GetDouble())}" : $"missing '{cell.GetProperty("missing").GetString()}'",
    };
}
