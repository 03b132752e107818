using System.Globalization;
using DuckDB.NET.Data;

namespace IpdEngine.Tests.Panel.Tables;

/// <summary>The independent reader and writer of Parquet.</summary>
internal static class DuckDb
{
    /// <summary>Rows of a query as invariant text, null = missing.</summary>
    internal static List<string?[]> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string?[]> rows = [];
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(c =>
                reader.IsDBNull(c) ? null : Convert.ToString(reader.GetValue(c), CultureInfo.InvariantCulture))]);
        return rows;
    }
}
