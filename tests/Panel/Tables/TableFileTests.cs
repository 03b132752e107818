using System.Globalization;
using CsCheck;
using IpdEngine.Panel.Tables;
using Xunit;

namespace IpdEngine.Tests.Panel.Tables;

public sealed class TableFileTests
{
    private static TableColumn[] Sample(int rows) =>
    [
        TableColumn.Text("study", [.. Enumerable.Range(0, rows).Select(i => i % 3 == 1 ? null : $"trial {i % 5} é=")]),
        TableColumn.Numbers("estimate", Enumerable.Range(0, rows).Select(i => i % 4 == 2 ? double.NaN : i * 0.1).ToArray()),
        TableColumn.Integers("n", Enumerable.Range(0, rows).Select(i => i - 1).ToArray(), missing: -1),
        TableColumn.Integers("k", Enumerable.Range(0, rows).ToArray()),
        TableColumn.Flags("included", Enumerable.Range(0, rows).Select(i => i % 2 == 0).ToArray()),
        TableColumn.Codes("arm", Enumerable.Range(0, rows).Select(i => i % 3 - 1).ToArray(), ["cbt", "ipt"]),
    ];

    [Fact]
    public void DuckDB_reads_what_was_written_with_its_nulls()
    {
        using var scratch = new Scratch();
        TableFile.Write(scratch["t.parquet"], Sample(5));
        Assert.Equal(
            [
                ["trial 0 é=", "0", null, "0", "True", null],
                [null, "0.1", "0", "1", "False", "cbt"],
                ["trial 2 é=", null, "1", "2", "True", "ipt"],
                ["trial 3 é=", "0.30000000000000004", "2", "3", "False", null],
                [null, "0.4", "3", "4", "True", "cbt"],
            ],
            DuckDb.Query($"select * from '{scratch["t.parquet"]}'"));
    }

    [Fact]
    public void DuckDB_reads_many_row_groups_and_the_types_of_the_schema()
    {
        using var scratch = new Scratch();
        const int rows = TableFile.RowGroupRows * 2 + 17;
        TableFile.Write(scratch["t.parquet"], Sample(rows));
        Assert.Equal([[$"{rows}", $"{(long)rows * (rows - 1) / 2}", "3"]],
            DuckDb.Query($"select count(*), sum(k)::bigint, (select count(distinct row_group_id) from parquet_metadata('{scratch["t.parquet"]}')) from '{scratch["t.parquet"]}'"));
        Assert.Equal(["VARCHAR", "DOUBLE", "INTEGER", "INTEGER", "BOOLEAN", "VARCHAR"],
            DuckDb.Query($"describe select * from '{scratch["t.parquet"]}'").Select(row => row[1]));
    }

    [Fact]
    public void The_same_table_gives_the_same_bytes()
    {
        using var scratch = new Scratch();
        TableFile.Write(scratch["a.parquet"], Sample(1000));
        TableFile.Write(scratch["b.parquet"], Sample(1000));
        Assert.Equal(File.ReadAllBytes(scratch["a.parquet"]), File.ReadAllBytes(scratch["b.parquet"]));
    }

    [Fact]
    public void A_table_without_rows_keeps_its_columns()
    {
        using var scratch = new Scratch();
        TableFile.Write(scratch["t.parquet"], Sample(0));
        Assert.Equal(6, DuckDb.Query($"describe select * from '{scratch["t.parquet"]}'").Count);
    }

    [Fact]
    public void Columns_of_unequal_length_or_one_name_are_refused()
    {
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentException>(() => TableFile.Write(stream, [TableColumn.Numbers("a", new double[2]), TableColumn.Numbers("b", new double[3])]));
        Assert.Throws<ArgumentException>(() => TableFile.Write(stream, [TableColumn.Numbers("a", new double[2]), TableColumn.Numbers("a", new double[2])]));
        Assert.Throws<ArgumentException>(() => TableFile.Write(stream, []));
    }

    [Fact]
    public void Few_values_many_values_and_none_come_back_whole_in_DuckDB() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 6000], Gen.Int[0, 3]).Sample((rows, distinct, missing) =>
        {
            using var scratch = new Scratch();
            double[] numbers = [.. Enumerable.Range(0, rows).Select(i => missing > 0 && i % missing == 0 ? double.NaN : i % distinct / 7.0)];
            int[] integers = [.. Enumerable.Range(0, rows).Select(i => i % distinct * 1_000_003)];
            string?[] texts = [.. Enumerable.Range(0, rows).Select(i => missing > 0 && i % missing == 0 ? null : $"t{i * 7919 % distinct}")];
            TableFile.Write(scratch["t.parquet"], [TableColumn.Numbers("x", numbers), TableColumn.Integers("n", integers), TableColumn.Text("t", texts)]);
            Assert.Equal(
                Enumerable.Range(0, rows).Select(i => (string?[])[double.IsNaN(numbers[i]) ? null : numbers[i].ToString(CultureInfo.InvariantCulture), integers[i].ToString(CultureInfo.InvariantCulture), texts[i]]),
                DuckDb.Query($"select * from '{scratch["t.parquet"]}'"));
        }, iter: 40);

    [Fact]
    public void Numbers_past_the_few_are_written_as_they_stand()
    {
        using var scratch = new Scratch();
        const int rows = 50_000;
        TableFile.Write(scratch["t.parquet"], [TableColumn.Numbers("x", Enumerable.Range(0, rows).Select(i => i % 20_000 / 3.0).ToArray())]);
        Assert.Equal([[$"{rows}", "20000", "PLAIN"]],
            DuckDb.Query($"select count(*), count(distinct x), (select encodings from parquet_metadata('{scratch["t.parquet"]}')) from '{scratch["t.parquet"]}'")
                .Select(row => (string?[])[row[0], row[1], row[2]!.Split(',')[0]]));
    }
}
