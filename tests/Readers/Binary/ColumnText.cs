using System.Text.Json;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Tests.Readers.Binary;

/// <summary>Everything that a column declares, on one line: as haven's reference has it, and as the readers do.</summary>
internal static class ColumnText
{
    public static string Of(JsonElement column) => Of(column, false);

    public static string Of(JsonElement column, bool dateOfOurs)
    {
        var name = column.GetProperty("name").GetString()!;
        var kind = column.GetProperty("text").GetBoolean() ? RawKind.Text
            : column.GetProperty("date").GetBoolean() || dateOfOurs ? RawKind.Date : RawKind.Number;
        var range = column.GetProperty("missingRange").EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number ? Tables.Number(e.GetDouble()) : e.GetString());
        return string.Join(" | ", name, column.GetProperty("label").GetString(), kind,
            string.Join(", ", column.GetProperty("labels").EnumerateArray().Select(l => $"{Tables.Number(l[0].GetDouble())} {l[1].GetString()}")),
            string.Join(", ", column.GetProperty("textLabels").EnumerateArray().Select(l => $"{l[0].GetString()} {l[1].GetString()}")),
            string.Join(", ", column.GetProperty("missingValues").EnumerateArray().Select(e => Tables.Number(e.GetDouble()))),
            string.Join(" to ", range),
            string.Join(", ", column.GetProperty("missingTexts").EnumerateArray().Select(e => e.GetString())));
    }

    public static string Of(RawColumn column)
    {
        var rule = column.Missing;
        var range = rule is null || double.IsNaN(rule.Low) ? "" : $"{End(rule.Low)} to {End(rule.High)}";
        return string.Join(" | ", column.Name, column.Label, column.Kind,
            string.Join(", ", column.ValueLabels.Select(l => $"{Tables.Number(l.Key)} {l.Value}")),
            string.Join(", ", column.TextLabels.Select(l => $"{l.Key} {l.Value}")),
            string.Join(", ", (rule?.Values ?? []).Select(Tables.Number)),
            range,
            string.Join(", ", rule?.Texts ?? []));
    }

    private static string End(double end) => double.IsNegativeInfinity(end) ? "low" : double.IsPositiveInfinity(end) ? "high" : Tables.Number(end);
}
