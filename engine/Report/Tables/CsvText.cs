using System.Globalization;
using System.Text;

namespace IpdEngine.Report.Tables;

/// <summary>A table as RFC 4180 text: UTF-8, commas, LF, numbers that read back to the same double, empty cells where nothing is defined.</summary>
internal static class CsvText
{
    /// <summary>
    /// Writes a table. Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection).
    /// </summary>
    public static string Of(Table table)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', table.Columns.Select(column => Quoted(column.Name))).Append('\n');
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
                text.Append(i == 0 ? "" : ",").Append(Cell(row[i]));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Cell(object? cell) => cell switch
    {
        null => "",
        double number => Numbers.Exact(number),
        int count => count.ToString(CultureInfo.InvariantCulture),
        string words => Quoted(Defused(words)),
        _ => throw new ArgumentException($"A cell holds a {cell.GetType().Name}; expected text, a number or a count.", nameof(cell)),
    };

    private static string Defused(string text) => text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny("\",\r\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
