using System.Globalization;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Worker.Looking;

/// <summary>A place in a raw file, as a finding names it.</summary>
/// <param name="Sheet">Sheet; null where the format has none.</param>
/// <param name="Row">Row as the user's program numbers it.</param>
/// <param name="Column">Column; null where the finding is of the row.</param>
internal sealed record CellPlace(string? Sheet, long Row, string? Column);

/// <summary>A cell that a finding speaks of, with the rows and columns around it. Columns that tell who somebody is are hidden, from everybody.</summary>
/// <param name="Columns">Names of the columns shown; each with what it looks like where its values are hidden.</param>
/// <param name="Rows">The rows shown with their numbers, each with a text a column.</param>
internal sealed record CellContext(IReadOnlyList<(string Name, string? Withheld)> Columns, IReadOnlyList<(long Number, IReadOnlyList<string> Cells)> Rows)
{
    private const int RowsAround = 2;
    private const int ColumnsAround = 3;
    private const int LongestShown = 60;

    /// <summary>Reads it; null where the file has no such place, or only further down than is read for a look.</summary>
    public static CellContext? Of(string path, CellPlace place, ReadOptions options)
    {
        var file = TableReader.Open(path, options);
        var sheet = file.Sheets.Count == 1 ? file.Sheets[0] : file.Sheets.FirstOrDefault(name => name.Trim() == place.Sheet?.Trim());
        if (!file.IsReadable || sheet is null)
            return null;
        var withheld = FileSurvey.Of(path, options).Tables.FirstOrDefault(table => table.Sheet == sheet)?.Columns.GroupBy(column => column.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(column => column.Withheld).FirstOrDefault(look => look is not null), StringComparer.Ordinal);
        var (table, _) = TableReader.OpenTable(path, file, sheet, options);
        using (table)
        {
            if (table is null || withheld is null)
                return null;
            var at = place.Column is null ? 0 : table.Columns.ToList().FindIndex(column => column.Name.Trim() == place.Column.Trim());
            if (at < 0)
                return null;
            var (first, last) = (Math.Max(0, at - ColumnsAround), Math.Min(table.Columns.Count - 1, at + (place.Column is null ? 2 * ColumnsAround : ColumnsAround)));
            var shown = Enumerable.Range(first, last - first + 1).Select(column => (Index: column, Name: table.Columns[column].Name.Trim())).ToList();
            // What the survey does not know is hidden: better a word too few than a name too much.
            string? Hides(string name) => withheld.TryGetValue(name, out var look) ? look : "a column that was not looked at";
            var rows = Read(table, place.Row, [.. shown.Select(column => (column.Index, IsHidden: Hides(column.Name) is not null))]);
            return rows.Any(row => row.Number == place.Row) ? new CellContext([.. shown.Select(column => (column.Name, Hides(column.Name)))], rows) : null;
        }
    }

    private static List<(long Number, IReadOnlyList<string> Cells)> Read(RawTable table, long row, IReadOnlyList<(int Index, bool IsHidden)> columns)
    {
        var rows = new List<(long, IReadOnlyList<string>)>();
        var batch = table.CreateBatch();
        while (table.Read(batch))
            for (var i = 0; i < batch.Count; i++)
            {
                var number = batch.RowNumber(i);
                if (number > row + RowsAround)
                    return rows;
                if (number >= row - RowsAround)
                    rows.Add((number, [.. columns.Select(column => Show(batch, batch.Cell(i, column.Index), column.IsHidden))]));
            }
        return rows;
    }

    private static string Show(RawBatch batch, in RawCell cell, bool isHidden)
    {
        var text = cell.Kind switch
        {
            RawKind.Empty => "",
            RawKind.Number => cell.Number.ToString("R", CultureInfo.InvariantCulture),
            RawKind.Date => DateTime.UnixEpoch.AddDays(Math.Clamp(cell.Number, -700_000, 2_900_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => double.IsNaN(cell.Number) ? batch.Text(cell).ToString() : cell.Number.ToString("R", CultureInfo.InvariantCulture),
        };
        if (string.IsNullOrWhiteSpace(text))
            return "(empty)";
        if (isHidden)
            return "(hidden)";
        var shown = text.Length <= LongestShown ? text : text[..LongestShown] + "...";
        return cell.Kind == RawKind.Missing ? $"{shown} (declared missing)" : shown;
    }
}
