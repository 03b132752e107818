using System.Text.Json;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Delimited;

/// <summary>Odd files, field for field as Python's csv module reads them once it is told what is to be found out here; and as data.table's
/// fread does.</summary>
public sealed class OddityTests
{
    private const string Folder = "tests/References/readers/delimited";
    private static readonly JsonElement Python = Files("oddities.json");
    private static readonly JsonElement Fread = Files("fread.json");

    public static TheoryData<string, string> Oddities() => new()
    {
        { "plain.csv", "" },
        { "no_last_line_end.csv", "" },
        { "semicolon_mark.csv", "" },
        { "tab_utf16.txt", "" },
        { "utf16_no_mark.csv", "" },
        { "pipe.txt", "" },
        { "old_mac.csv", "" },
        { "mixed_ends.csv", "" },
        { "quotes.csv", "" },
        { "quoted_comma.csv", "" },
        { "blank_after_separator.csv", "" },
        { "excel_hint.csv", "" },
        { "titles.csv", "title-rows" },
        { "titles_short.csv", "title-rows" },
        { "labels.csv", "second-header" },
        { "header_again.csv", "header-repeated" },
        { "blank_rows.csv", "blank-rows" },
        { "last_separator.csv", "" },
        { "dos_end.csv", "blank-rows" },
        { "numbers_as_names.csv", "" },
        { "windows1252.csv", "encoding-assumed" },
        { "wide.csv", "" },
        { "blanks.txt", "" },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Fields_rows_and_findings_are_right(string file, string codes)
    {
        JsonElement expected = Python.GetProperty(file);
        Reading reading = Reading.Of(PathOf(file));
        Assert.Equal(Texts(expected.GetProperty("columns")), reading.Columns);
        Assert.Equal(expected.GetProperty("rows").EnumerateArray().Select(Texts), reading.Rows);
        Assert.Equal(expected.GetProperty("row_numbers").EnumerateArray().Select(number => number.GetInt64()), reading.RowNumbers);
        Assert.Equal(codes, reading.Codes);
        Assert.Equal(expected.GetProperty("separator").GetString(),
            reading.Setting("separator").Replace("tab", "\t", StringComparison.Ordinal).Replace("blank", " ", StringComparison.Ordinal));
    }

    public static TheoryData<string> FreadFiles() => [.. Fread.EnumerateObject().Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(FreadFiles))]
    public void Fields_are_what_fread_reads(string file)
    {
        JsonElement expected = Fread.GetProperty(file);
        Reading reading = Reading.Of(PathOf(file));
        // fread calls a column without name V1.
        Assert.Equal(Texts(expected.GetProperty("columns")), reading.Columns.Select(name => name is "row.names" or "column1" ? "V1" : name));
        Assert.Equal(expected.GetProperty("rows").EnumerateArray().Select(Texts), reading.Rows);
    }

    [Theory]
    [InlineData("semicolon_mark.csv", ',')]
    [InlineData("tab_utf16.txt", ',')]
    [InlineData("quoted_comma.csv", ',')]
    [InlineData("plain.csv", '.')]
    [InlineData("r_write_csv2.csv", ',')]
    [InlineData("numbers_as_names.csv", '.')]
    public void The_decimal_mark_is_seen(string file, char mark) => Assert.Equal(mark, Reading.Of(PathOf(file)).File.DecimalMark);

    [Fact]
    public void A_declared_code_page_gives_letters_that_Windows_1252_lacks()
    {
        JsonElement expected = Python.GetProperty("windows1250.csv");
        Reading reading = Reading.Of(PathOf("windows1250.csv"), new ReadOptions { Encoding = "windows-1250" });
        Assert.Equal(expected.GetProperty("rows").EnumerateArray().Select(Texts), reading.Rows);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public void What_is_detected_can_be_overridden()
    {
        var options = new ReadOptions { Separator = ';', DecimalMark = '.', HeaderRow = 0, Header = false, LabelRows = 0 };
        Reading reading = Reading.Of(PathOf("plain.csv"), options);
        Assert.Equal(["column1"], reading.Columns);
        Assert.Equal(5, reading.Rows.Count);
        Assert.Equal("header-missing", reading.Codes);
        Assert.Equal(2, Reading.Of(PathOf("labels.csv"), new ReadOptions { LabelRows = 1 }).RowNumbers[0] - 1);
        Assert.Equal(["P1", "1", "5,5", "12"], Reading.Of(PathOf("titles.csv"), new ReadOptions { HeaderRow = 3 }).Columns);
    }

    private static JsonElement Files(string name) => JsonDocument.Parse(Repository.Read($"{Folder}/{name}")).RootElement.GetProperty("files");

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    private static string PathOf(string file) => Path.Combine(Repository.Root, Folder, file);
}
