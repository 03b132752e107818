using System.Globalization;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>What a finding may show of a cell: short values, never an identifier, a date or free text.</summary>
internal static class CellDisplay
{
    private const int LongestShown = 8;

    public static string Show(RawBatch batch, in RawCell cell, ReadOnlySpan<char> identifier)
    {
        if (cell.Kind == RawKind.Date)
            return "a date";
        if (cell.Kind == RawKind.Number)
            return identifier.SequenceEqual(cell.Number.ToString("R", CultureInfo.InvariantCulture)) ? "a number" : cell.Number.ToString("R", CultureInfo.InvariantCulture);
        var text = batch.Text(cell).Trim();
        var shown = text.Length <= LongestShown && !text.SequenceEqual(identifier) && LooksLikeNumber(text) && !LooksLikeDate(text);
        return shown ? $"'{text}'" : $"a text of {text.Length} characters";
    }

    // A slip in a number ("1O", "12a", "3,5", "#REF!") is shown; a word may be a name.
    private static bool LooksLikeNumber(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] == '#')
            return true;
        var letters = 0;
        foreach (var c in text)
            letters += char.IsLetter(c) ? 1 : char.IsControl(c) ? LongestShown : 0;
        return letters <= 2;
    }

    private static bool LooksLikeDate(ReadOnlySpan<char> text)
    {
        var groups = 0;
        foreach (var c in text)
            groups += c is '.' or '/' or '-' or ':' ? 1 : 0;
        return groups >= 2;
    }
}
