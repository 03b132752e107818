using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Panel.Tables;
using IpdEngine.Tests.Panel;
using IpdEngine.Tests.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Readers.Parquet;

/// <summary>Files that DuckDB writes, in its codecs and encodings, cell for cell.</summary>
public sealed class ParquetFileTests
{
    private const string Many =
        """
        select i as id, case when i % 7 = 3 then null else i * 0.1 end as score, case when i % 5 = 0 then null else 'p' || (i % 11) end as patient,
               i % 2 = 0 as flag, (i * 3)::smallint as small, (i / 4)::decimal(9, 2) as price, 'note ' || i || ' é' as note, (i / 8.0)::float as single
        from range(0, 5000) t(i)
        """;

    [Theory]
    [InlineData("compression snappy")]
    [InlineData("compression zstd")]
    [InlineData("compression gzip")]
    [InlineData("compression brotli")]
    [InlineData("compression uncompressed")]
    [InlineData("compression snappy, parquet_version v2")]
    [InlineData("compression zstd, parquet_version v2, row_group_size 2048")]
    public void What_DuckDB_writes_is_read_cell_for_cell(string options)
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy ({Many}) to '{scratch["t.parquet"]}' (format parquet, {options})");
        var reading = Reading.Of(scratch["t.parquet"]);

        Assert.Empty(reading.Findings);
        Assert.Equal(["id", "score", "patient", "flag", "small", "price", "note", "single"], reading.Columns);
        var expected = DuckDb.Query(
            $"select id::varchar, score::double, patient, flag::int, small, price::double, note, single::double from '{scratch["t.parquet"]}' order by id");
        Assert.Equal(expected.Select(row => string.Join("|", row.Select(cell => cell ?? ""))), reading.Rows.Select(row => string.Join("|", row)));
        Assert.Equal(Enumerable.Range(1, 5000).Select(i => (long)i), reading.RowNumbers);
    }

    [Fact]
    public void Dates_and_times_arrive_as_days_since_1970_with_the_time_as_fraction()
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy (select date '2024-02-29' as d, timestamp '1970-01-02 06:00:00' as us, '1970-01-02 06:00:00'::timestamp_ms as ms, '1969-12-31 12:00:00'::timestamp_ns as ns) to '{scratch["t.parquet"]}' (format parquet)");
        using var table = IpdEngine.Panel.Columnar.ForeignTable.Open(File.OpenRead(scratch["t.parquet"]), new());
        Assert.Equal(1, table.Read(10));
        Assert.Equal([19782, 1.25, 1.25, -0.5], Enumerable.Range(0, 4).Select(c => table.Number(c, 0)));
    }

    [Fact]
    public void Whole_numbers_that_a_double_cannot_hold_stay_digits()
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy (select 9007199254740993::bigint as id, 255::utinyint as b, 4294967295::uinteger as u, 12345678901234567890.5::decimal(38, 1) as d) to '{scratch["t.parquet"]}' (format parquet)");
        Assert.Equal([["9007199254740993", "255", "4294967295", "1.2345678901234567E+19"]], Reading.Of(scratch["t.parquet"]).Rows);
    }

    [Fact]
    public void Nested_columns_are_left_out_with_a_finding_each()
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy (select 1 as id, [1, 2] as l, {{'a': 1, 'b': 'x'}} as s, time '10:00:00' as t, 2 as y) to '{scratch["t.parquet"]}' (format parquet)");
        var reading = Reading.Of(scratch["t.parquet"]);
        Assert.Equal([["1", "2"]], reading.Rows);
        Assert.Equal(["l", "s", "t"], reading.Findings.Select(finding => finding.Column));
        Assert.All(reading.Findings, finding => Assert.Equal(("column-not-read", Severity.Warning), (finding.Code, finding.Severity)));
    }

    [Fact]
    public void A_table_of_this_program_is_read_with_its_row_groups()
    {
        using var scratch = new Scratch();
        const int rows = TableFile.RowGroupRows + 100;
        TableFile.Write(scratch["t.parquet"],
        [
            TableColumn.Codes("patient", Enumerable.Range(0, rows).Select(i => i % 5 - 1).ToArray(), ["a", "b", "c", "d"]),
            TableColumn.Numbers("score", Enumerable.Range(0, rows).Select(i => i % 3 == 0 ? double.NaN : i).ToArray()),
        ]);
        var reading = Reading.Of(scratch["t.parquet"]);
        Assert.Equal(rows, reading.Rows.Count);
        Assert.Equal(["", ""], reading.Rows[0]);
        Assert.Equal(["d", "131074"], reading.Rows[131_074]);
    }

    [Fact]
    public void An_empty_table_has_columns_and_no_rows()
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy (select 1 as id, 'x' as t where false) to '{scratch["t.parquet"]}' (format parquet)");
        var reading = Reading.Of(scratch["t.parquet"]);
        Assert.Equal((2, 0, 0), (reading.Columns.Length, reading.Rows.Count, reading.Findings.Count));
    }

    [Fact]
    public void One_long_entry_of_a_dictionary_in_every_row_is_read_in_small_batches()
    {
        using var scratch = new Scratch();
        DuckDb.Query($"copy (select repeat('x', 1000000) as t from range(100)) to '{scratch["t.parquet"]}' (format parquet)");
        var (table, _) = IpdEngine.Intake.Readers.Opening.TableReader.OpenTable(
            scratch["t.parquet"], IpdEngine.Intake.Readers.Opening.TableReader.Open(scratch["t.parquet"], new ReadOptions()), "", new ReadOptions());
        using (table)
        {
            var batch = table!.CreateBatch();
            Assert.True(table.Read(batch));
            Assert.InRange(batch.Count, 1, 10);
        }
    }
}
