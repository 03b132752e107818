using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using Xunit;

namespace IpdEngine.Tests.Readers.Delimited;

/// <summary>What is wrong with a text file is told: what, where, how often, what to do.</summary>
public sealed class FaultTests
{
    [Fact]
    public void A_row_with_too_many_fields_refuses_the_table_and_is_left_out()
    {
        Reading reading = Reading.OfText("id,wai,bdi\nP1,5,12\nP2,5,5,31\nP3,4,9\nP4,4,5,8\n");
        Finding finding = reading.The("row-too-long");
        Assert.Equal((Severity.Error, 3L, 2L), (finding.Severity, finding.Row!.Value, finding.Count));
        Assert.Equal(("4 fields", "3 fields"), (finding.Found, finding.Expected));
        Assert.Equal([["P1", "5", "12"], ["P3", "4", "9"]], reading.Rows);
    }

    [Theory]
    [InlineData('\u0001')]
    [InlineData('\u007F')]
    [InlineData('"')]
    public void A_hint_that_names_no_separator_is_a_line_above_the_header(char separator)
    {
        // Found by the fuzz campaign, mutations 396332 and 725535: the tokeniser threw.
        Reading reading = Reading.OfText($"sep={separator}\r\nid,wai,bdi\r\nP1,5,12\r\nP2,4,11\r\n");
        Assert.DoesNotContain(reading.Findings, finding => finding.Severity == Severity.Error && finding.Found.Length == 0);
        Assert.Equal(',', reading.File.Settings.Single(setting => setting.Key == "separator").Value[0]);
    }

    [Fact]
    public void A_row_with_too_few_fields_is_filled_and_told()
    {
        Reading reading = Reading.OfText("id,wai,bdi\nP1,5,12\nP2,5\n");
        Assert.Equal((Severity.Warning, 3L), (reading.The("row-too-short").Severity, reading.The("row-too-short").Row!.Value));
        Assert.Equal([["P1", "5", "12"], ["P2", "5", ""]], reading.Rows);
    }

    [Fact]
    public void Duplicate_and_missing_names_are_told_and_made_unique()
    {
        Reading reading = Reading.OfText("id,wai,,wai,wai.2\nP1,5,1,4,3\n");
        Assert.Equal(["id", "wai", "column3", "wai.3", "wai.2"], reading.Columns);
        Assert.Equal("column-without-name duplicate-column", reading.Codes);
        Assert.Equal("wai", reading.The("duplicate-column").Column);
    }

    [Fact]
    public void A_file_without_header_is_told_and_loses_no_row()
    {
        Reading reading = Reading.OfText("501,1,3.7,9\n501,2,3.9,7\n502,1,,11\n");
        Assert.Equal(["column1", "column2", "column3", "column4"], reading.Columns);
        Assert.Equal(3, reading.Rows.Count);
        Assert.Equal([1, 2, 3], reading.RowNumbers);
        Assert.Equal("header-missing", reading.Codes);
    }

    [Theory]
    [InlineData("id;2026-01-05;2026-01-12\nP1;5;4\nP2;3;2\n", "id")]
    [InlineData("id;1;2;3\nP1;5;4;3\nP2;3;2;9\n", "id")]
    [InlineData("P1;F;5\nP2;M;4\nP3;F;6\n", "column1")]
    [InlineData("12;5;4\n13;3;2\n", "column1")]
    [InlineData("name;city\nAnn;Rome\nBob;Bonn\n", "name")]
    public void A_header_is_told_from_data(string text, string firstColumn) => Assert.Equal(firstColumn, Reading.OfText(text).Columns[0]);

    [Fact]
    public void A_quote_that_is_never_closed_refuses_the_table_at_its_row()
    {
        Reading reading = Reading.OfText("id,note\nP1,fine\nP2,\"never closed\nP3,x\n");
        Assert.Equal((Severity.Error, 3L), (reading.The("quote-never-closed").Severity, reading.The("quote-never-closed").Row!.Value));
        Assert.Equal([["P1", "fine"]], reading.Rows);
    }

    [Fact]
    public void Stray_quotes_are_told_by_row()
    {
        Reading reading = Reading.OfText("id,note\nP1,12\" screen\nP2,\"a\"b\nP3,x\n");
        Assert.Equal(2, reading.The("quote-inside").Row);
        Assert.Equal(3, reading.The("text-after-quote").Row);
        Assert.Equal(["P1", "12\" screen"], reading.Rows[0]);
    }

    [Fact]
    public void Bytes_without_meaning_are_told_by_row_and_column_and_counted()
    {
        byte[] text = [.. "id;Maß;x\nP1;"u8, 0xE4, .. ";1\n"u8, .. "Ä;ö;"u8, 0x81, 0xFF, .. "\nü;é;1\nü;é;1\n"u8];
        Reading reading = Reading.OfBytes(text);
        Assert.Equal("utf-8", reading.Setting("encoding"));
        Finding[] lost = [.. reading.Findings.Where(finding => finding.Code == "undecodable-character")];
        Assert.Equal([("Maß", 2L, 1L), ("x", 3L, 2L)], lost.Select(finding => (finding.Column!, finding.Row!.Value, finding.Count)));
        Assert.Equal("\uFFFD\uFFFD", reading.Rows[1][2]);
    }

    [Fact]
    public void Bytes_that_Windows_1252_leaves_undefined_are_told()
    {
        byte[] text = [.. "id;x\n"u8, 0xFC, .. ";"u8, 0x81, .. "\n"u8, 0xE4, .. ";1\n"u8];
        Reading reading = Reading.OfBytes(text);
        Assert.Equal("windows-1252", reading.Setting("encoding"));
        Assert.Equal(("x", 2L), (reading.The("undecodable-character").Column!, reading.The("undecodable-character").Row!.Value));
    }

    [Fact]
    public void A_zero_byte_is_told_and_never_cuts_a_value()
    {
        Reading reading = Reading.OfText("id,wai\nP1,5\0\nP2,4\n" + string.Concat(Enumerable.Repeat("P3,4\n", 40)));
        Assert.Equal(("wai", 2L), (reading.The("undecodable-character").Column!, reading.The("undecodable-character").Row!.Value));
        Assert.Equal("5\uFFFD", reading.Rows[0][1]);
    }

    [Fact]
    public void An_encoding_that_nobody_knows_is_refused_and_a_mark_outweighs_a_declaration()
    {
        Assert.Equal("encoding-unknown", Reading.OfText("a,b\n1,2\n", new ReadOptions { Encoding = "utf-9" }).Codes);
        byte[] marked = [.. Encoding.UTF8.Preamble, .. "id,ä\n1,2\n"u8];
        Reading reading = Reading.OfBytes(marked, options: new ReadOptions { Encoding = "windows-1252" });
        Assert.Equal("encoding-contradicted", reading.Codes);
        Assert.Equal(["id", "ä"], reading.Columns);
    }

    [Fact]
    public void A_dialect_in_doubt_is_told()
    {
        Assert.Equal("separator-ambiguous", Reading.OfText("a;b|c\n1;2|3\n").The("separator-ambiguous").Code);
        Assert.Equal("one-column", Reading.OfText("id\nP1\nP2\n").Codes);
        Assert.Equal("decimal-mark-ambiguous", Reading.OfText("id;a;b\nP1;1,5;2.5\nP2;2,5;3.5\n").Codes);
    }

    [Fact]
    public void A_decimal_comma_far_down_the_file_is_seen()
    {
        string whole = string.Concat(Enumerable.Repeat("P1;1;5\n", 80_000));
        Assert.Equal(',', Reading.OfText("id;session;wai\n" + whole + "P2;1;5,5\n").File.DecimalMark);
        Assert.Equal('.', Reading.OfText("id;session;wai\n" + whole + "P2;1;5.5\n").File.DecimalMark);
        Assert.Equal(',', Reading.OfText("id,session,wai\n" + whole.Replace(';', ',') + "P2,1,\"5,5\"\n").File.DecimalMark);
    }

    [Fact]
    public void A_file_of_a_header_alone_is_a_table_without_rows()
    {
        Reading reading = Reading.OfText("id,wai\n");
        Assert.Equal(["id", "wai"], reading.Columns);
        Assert.Empty(reading.Rows);
        Assert.Equal("no-table", Reading.OfText("\n\n\n").Codes);
        Assert.Equal("no-table", Reading.OfText("a,b\n1,2\n", new ReadOptions { HeaderRow = 9 }).Codes);
    }

    [Fact]
    public void A_million_faults_are_one_finding_and_cost_no_more_than_rows()
    {
        const int Rows = 300_000;
        var text = new StringBuilder("id,wai,bdi\n");
        for (int row = 0; row < Rows; row++)
            text.Append("P1,5,5,3\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Reading reading = Reading.OfText(text.ToString());
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Rows, reading.The("row-too-long").Count);
        Assert.InRange(allocated, 0, 160L * Rows);
    }
}
