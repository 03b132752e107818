using System.Text;
using IpdEngine.Panel.Tables;

namespace IpdEngine.Panel.Export;

/// <summary>Comma-separated text after RFC 4180: UTF-8, line feeds, an empty field for a missing value, numbers that read back to the bit, no text that a spreadsheet would run.</summary>
public static class CsvFile
{
    /// <summary>Writes columns of one length as a table with a header; the stream stays open.</summary>
    /// <exception cref="ArgumentException">No column.</exception>
    public static void Write(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("found no column, expected at least one", nameof(columns));
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true);
        for (var c = 0; c < columns.Count; c++)
            Field(writer, c, Harmless(columns[c].Name));
        writer.Write('\n');
        for (var row = 0; row < columns[0].Count; row++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                var text = columns[c].AsText(row);
                Field(writer, c, columns[c] is TextColumn ? Harmless(text) : text);
            }
            writer.Write('\n');
        }
    }

    /// <summary>A spreadsheet would run text that begins so as a formula: an apostrophe makes it text (OWASP, CSV injection).</summary>
    private static string? Harmless(string? text) =>
        text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;

    private static void Field(StreamWriter writer, int column, string? text)
    {
        if (column > 0)
            writer.Write(',');
        if (text is null)
            return;
        if (text.AsSpan().ContainsAny(",\"\r\n"))
            writer.Write('"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"');
        else
            writer.Write(text);
    }
}
