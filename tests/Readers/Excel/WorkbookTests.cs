using System.Text.Json;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Excel;
using IpdEngine.Intake.Readers.Opening;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Excel;

/// <summary>Workbooks, cell for cell as readxl reads them.</summary>
public sealed class WorkbookTests
{
    private const string Folder = "tests/References/readers/excel";
    private static readonly JsonElement Expected = JsonDocument.Parse(Repository.Read($"{Folder}/readxl.json")).RootElement.GetProperty("files");

    public static TheoryData<string, string> Sheets()
    {
        var sheets = new TheoryData<string, string>();
        foreach (JsonProperty file in Expected.EnumerateObject())
            foreach (JsonProperty sheet in file.Value.EnumerateObject())
                if (sheet.Value.GetArrayLength() > 0)
                    sheets.Add(file.Name, sheet.Name);
        return sheets;
    }

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Every_cell_is_what_another_program_reads(string file, string sheet)
    {
        JsonElement[] expected = [.. Expected.GetProperty(file).GetProperty(sheet).EnumerateArray()];
        var options = new ReadOptions { HeaderRow = 0, Header = false, LabelRows = 0 };
        RawFile raw = TableReader.Open(PathOf(file), options);
        var (table, _) = TableReader.OpenTable(PathOf(file), raw, sheet, options);
        using (table)
        {
            RawBatch batch = table!.CreateBatch();
            int seen = 0;
            // Columns and rows without a value are left out: the cells that are there are compared in place.
            int[] filled = [.. Enumerable.Range(0, expected[0].GetArrayLength()).Where(column =>
                expected.Any(row => row[column].ValueKind != JsonValueKind.Null))];
            while (table.Read(batch))
            {
                for (int row = 0; row < batch.Count; row++, seen++)
                    for (int column = 0; column < batch.Columns; column++)
                        AssertCell(expected[batch.RowNumber(row) - 1][filled[column]], batch, row, column);
            }
            Assert.Equal(expected.Count(row => row.EnumerateArray().Any(cell => cell.ValueKind != JsonValueKind.Null)), seen);
        }
    }

    [Fact]
    public void The_title_of_the_fourteenth_trial_is_passed_over()
    {
        Reading reading = Reading.Of(PathOf("trial14_export.xlsx"));
        Assert.Equal(["ID", "Th", "Age", "Female"], reading.Columns[..4]);
        Assert.Equal(70, reading.Rows.Count);
        Assert.Equal(4, reading.RowNumbers[0]);
        Assert.Equal("title-rows", reading.Codes);
    }

    [Fact]
    public void A_sheet_a_session_is_a_table_a_sheet()
    {
        RawFile file = TableReader.Open(PathOf("trial04_srs_ors.xlsx"), new ReadOptions());
        Assert.Equal(["Background", .. Enumerable.Range(1, 7).Select(session => $"Session {session}")], file.Sheets);
        Reading reading = Reading.Of(PathOf("trial04_srs_ors.xlsx"), sheet: "Session 3");
        Assert.Equal(["Klient", "SRS", "ORS"], reading.Columns);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public void A_title_gaps_merged_cells_margins_and_hidden_sheets_are_told()
    {
        Reading reading = Reading.Of(PathOf("layout.xlsx"));
        Assert.Equal(["id", "wai", "phq"], reading.Columns);
        Assert.Equal([4, 5, 8, 9], reading.RowNumbers);
        Assert.Equal("hidden-sheet title-rows value-outside-table blank-rows merged-cells", reading.Codes);
        Assert.Equal("a hidden sheet 'Codes'", reading.The("hidden-sheet").Found);
        Assert.Equal(4, reading.The("merged-cells").Row);
        Assert.Equal(9, reading.The("value-outside-table").Row);
    }

    [Fact]
    public void A_sheet_without_values_is_refused()
    {
        Reading reading = Reading.Of(PathOf("layout.xlsx"), sheet: "Empty");
        Assert.Equal(Severity.Error, reading.The("no-table").Severity);
        Assert.Equal("Empty", reading.The("no-table").Sheet);
    }

    [Fact]
    public void Error_cells_are_missing_and_told_by_column()
    {
        Reading reading = Reading.Of(PathOf("kinds.xlsx"));
        Assert.Equal("missing:#N/A", reading.Rows[1][1]);
        Assert.Equal([("score", (long?)3), ("seen", 4)], reading.Findings.Where(finding => finding.Code == "cell-error").Select(finding =>
            (finding.Column!, finding.Row)));
    }

    [Fact]
    public void The_strict_form_of_the_standard_is_read()
    {
        Reading reading = Reading.Of(PathOf("strict.xlsx"));
        Assert.Equal([["P1", "date:17224.75", "5.5"]], reading.Rows);
        Assert.Empty(reading.Findings);
    }

    // What Excel shows for 42793.75 in these formats is a date or a time of day, or a number.
    [Theory]
    [InlineData("yyyy-mm-dd", true)]
    [InlineData("dd.mm.yyyy\\ hh:mm", true)]
    [InlineData("[$-409]mmm d, yyyy;@", true)]
    [InlineData("h:mm AM/PM", true)]
    [InlineData("mm:ss.0", true)]
    [InlineData("General", false)]
    [InlineData("0.00", false)]
    [InlineData("#,##0 \"days\"", false)]
    [InlineData("0\\d", false)]
    [InlineData("[Red]0.00;[Blue]-0.00", false)]
    [InlineData("[h]:mm:ss", false)]
    [InlineData("0.00_d", false)]
    [InlineData("@", false)]
    [InlineData("\"unclosed d", false)]
    public void Formats_say_what_is_a_date(string code, bool date) => Assert.Equal(date, DateFormats.ShowsDate(code));

    [Fact]
    public void Formulas_that_no_program_has_computed_are_told()
    {
        Reading reading = Reading.Of(PathOf("bare.xlsx"));
        Assert.Equal((2L, 2L), (reading.The("formula-without-value").Count, reading.The("formula-without-value").Row!.Value));
        Assert.Equal([["1", ""], ["2", ""], ["3", "6"]], reading.Rows);
    }

    [Fact]
    public void Labels_under_the_names_and_a_header_again_are_left_out()
    {
        Reading reading = Reading.Of(PathOf("labels.xlsx"));
        Assert.Equal([["1", "4", "5"], ["2", "3", "2"]], reading.Rows);
        Assert.Equal(2, reading.The("second-header").Row);
        Assert.Equal(4, reading.The("header-repeated").Row);
    }

    private static void AssertCell(JsonElement expected, RawBatch batch, int row, int column)
    {
        RawCell cell = batch.Cell(row, column);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Null:
                Assert.True(cell.Kind is RawKind.Empty or RawKind.Missing);
                break;
            case JsonValueKind.Number:
                Assert.Equal((RawKind.Number, expected.GetDouble()), (cell.Kind, cell.Number));
                break;
            case JsonValueKind.Object:
                Assert.Equal(RawKind.Date, cell.Kind);
                Assert.Equal(expected.GetProperty("date").GetDouble(), cell.Number, 1e-8);
                break;
            default:
                Assert.Equal((RawKind.Text, expected.GetString()), (cell.Kind, batch.Text(cell).ToString()));
                break;
        }
    }

    private static string PathOf(string file) =>
        Path.Combine(Repository.Root, file.StartsWith("trial", StringComparison.Ordinal) ? "ingest/Intake/Example/trials" : Folder, file);
}
