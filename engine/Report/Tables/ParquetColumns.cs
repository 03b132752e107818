using IpdEngine.Panel.Tables;

namespace IpdEngine.Report.Tables;

/// <summary>A table as columns of a Parquet file: text dictionary-coded, numbers as doubles, counts as 32-bit integers, nulls where nothing is defined.</summary>
internal static class ParquetColumns
{
    private const int Missing = int.MinValue;

    /// <summary>The columns in order.</summary>
    public static IReadOnlyList<TableColumn> Of(Table table) => [.. table.Columns.Select((column, i) => column.Kind switch
    {
        ColumnKind.Text => TableColumn.Text(column.Name, table.Rows.Select(row => (string?)row[i]).ToList()),
        ColumnKind.Number => TableColumn.Numbers(column.Name, table.Rows.Select(row => (double)row[i]!).ToArray()),
        _ => TableColumn.Integers(column.Name, table.Rows.Select(row => (int?)row[i] ?? Missing).ToArray(), Missing),
    })];
}
