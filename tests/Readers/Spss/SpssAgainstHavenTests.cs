using System.Text.Json;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Spss;

/// <summary>Every system file of the references, cell by cell and column by column, as haven reads it.</summary>
public sealed class SpssAgainstHavenTests
{
    public static TheoryData<string> Files => ReferenceFiles.Theory("spss");

    // haven leaves these numbers; here they are the first day of their month, quarter or week, as SPSS counts them.
    private static readonly HashSet<string> s_datesOfOurs = ["d_moyr", "d_qyr", "d_wkyr"];

    // haven gives no row of an unpacked file that does not tell its number of cases; PSPP gives all.
    private const string RowlessInHaven = "odd_unknown_count_none.sav";

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_cell_is_the_one_that_haven_reads(string file)
    {
        var expected = HavenReference.Of("spss", file);
        using var table = Opened(file);
        var rows = Tables.Rows(table);
        Assert.DoesNotContain(table.Findings, f => f.Code != "end-unverified");
        if (file == RowlessInHaven)
            return;
        Assert.Equal(expected.GetProperty("rows").GetInt32(), rows.Count);
        var columns = expected.GetProperty("columns").EnumerateArray().ToList();
        for (var column = 0; column < columns.Count; column++)
            Assert.Equal(columns[column].GetProperty("cells").EnumerateArray().Select(c => Cell(columns[column], c)), rows.Select(r => r[column]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_column_is_declared_as_haven_reads_it(string file)
    {
        var expected = HavenReference.Of("spss", file).GetProperty("columns").EnumerateArray().ToList();
        using var table = Opened(file);
        Assert.Equal(expected.Select(c => ColumnText.Of(c, s_datesOfOurs.Contains(c.GetProperty("name").GetString()!))), table.Columns.Select(ColumnText.Of));
    }

    private static RawTable Opened(string file)
    {
        var opened = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", file), file);
        Assert.Empty(opened.Findings);
        return opened.Table!;
    }

    private static string Cell(JsonElement column, JsonElement cell) =>
        cell.ValueKind == JsonValueKind.Number && s_datesOfOurs.Contains(column.GetProperty("name").GetString()!)
            ? $"date {Tables.Number((cell.GetDouble() - 12219379200) / 86400)}"
            : HavenReference.Cell(cell);
}
