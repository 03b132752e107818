using System.Globalization;
using DuckDB.NET.Data;
using IpdEngine.Report;
using IpdEngine.Report.Files;
using IpdEngine.Report.Tables;
using Xunit;

namespace IpdEngine.Tests.Report;

/// <summary>The Parquet tables of a run, read by another program.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ipd-parquet-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Parquet_holds_what_the_table_holds_to_the_bit()
    {
        var run = CorpusRun.Make();
        RunFiles.Write(run, CorpusRun.Context, Path.Combine(folder, "run"));
        var disclosure = new Disclosure(run);
        foreach (var table in new[] { StageOneTable.Of(run, disclosure), CovarianceTable.Of(run, disclosure), PooledTable.Of(run) })
        {
            var read = Read(Path.Combine(folder, "run", table.Name + ".parquet"));
            Assert.Equal(table.Rows.Count, read.Count);
            for (var i = 0; i < read.Count; i++)
                Assert.Equal(table.Rows[i].Select(Text), read[i]);
        }
    }

    private static List<string?[]> Read(string file)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM read_parquet('{file}')";
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Text(reader.GetValue(i)))]);
        return rows;
    }

    private static string? Text(object? cell) => cell switch
    {
        null or double.NaN => null,
        double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
    };
}
