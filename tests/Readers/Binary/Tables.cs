using System.Globalization;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Tests.Readers.Binary;

/// <summary>Whole tables as text, for comparing and for saying what differs.</summary>
internal static class Tables
{
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>All rows, a cell a string; a batch of seven rows, so that batches end inside every table.</summary>
    public static List<string[]> Rows(RawTable table, int capacity = 7)
    {
        var rows = new List<string[]>();
        var batch = new RawBatch(table.Columns.Count, capacity);
        while (table.Read(batch))
            for (var row = 0; row < batch.Count; row++)
                rows.Add([.. Enumerable.Range(0, batch.Columns).Select(column => Cell(batch, row, column))]);
        return rows;
    }

    private static string Cell(RawBatch batch, int row, int column)
    {
        var cell = batch.Cell(row, column);
        var text = batch.Text(cell).ToString();
        return cell.Kind switch
        {
            RawKind.Empty => "",
            RawKind.Number => Number(cell.Number),
            RawKind.Text => $"'{text}'",
            RawKind.Date => $"date {Number(cell.Number)}",
            _ => double.IsNaN(cell.Number) ? $"missing '{text}'" : $"missing {Number(cell.Number)}",
        };
    }
}
