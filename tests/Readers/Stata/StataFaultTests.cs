using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Stata;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Stata;

/// <summary>What is wrong with a Stata file is told when it is opened; clocks count as Stata's manual says.</summary>
public sealed class StataFaultTests
{
    [Theory]
    [InlineData("odd_118_little.dta")]
    [InlineData("odd_113_big.dta")]
    public void A_file_cut_inside_its_rows_is_refused_before_any_row(string file)
    {
        var bytes = ReferenceFiles.Bytes("stata", file);
        var cut = bytes.AsSpan().IndexOf("M\u00fcnchen"u8) is >= 0 and var utf8 ? utf8 : bytes.AsSpan().IndexOf("nchen"u8);
        var opened = ReferenceFiles.Open(bytes[..cut], "cut.dta");
        Assert.Null(opened.Table);
        var fault = Assert.Single(opened.Findings);
        Assert.Equal(("file-truncated", Severity.Error, "cut.dta", "the 6 rows that the header declares"), (fault.Code, fault.Severity, fault.File, fault.Expected));
    }

    [Theory]
    [InlineData("111")]
    [InlineData("104")]
    public void An_older_version_is_named_with_what_to_do(string version)
    {
        byte[] old = [byte.Parse(version), 2, 1, 0, .. new byte[200]];
        var fault = Assert.Single(ReferenceFiles.Open(old, "old.dta").Findings);
        Assert.Equal(("format-unsupported", $"a Stata file of version {version}"), (fault.Code, fault.Found));
        Assert.Contains("saveold", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_version_is_named_with_what_to_do()
    {
        var bytes = ReferenceFiles.Bytes("stata", "odd_118_little.dta");
        Encoding.ASCII.GetBytes("121").CopyTo(bytes, bytes.AsSpan().IndexOf("118"u8));
        Assert.Equal("a Stata file of version 121", Assert.Single(ReferenceFiles.Open(bytes, "new.dta").Findings).Found);
    }

    [Fact]
    public void The_description_may_name_the_encoding_of_an_old_file()
    {
        using var table = ReferenceFiles.Open(ReferenceFiles.Bytes("stata", "odd_114_little.dta"), "a.dta", new ReadOptions { Encoding = "windows-1251" }).Table!;
        Assert.Equal("'Mьnchen'", Tables.Rows(table)[0][5]);
    }

    [Fact]
    public void A_map_that_tells_other_places_is_a_warning_and_the_rows_are_read_without_it()
    {
        var bytes = ReferenceFiles.Bytes("stata", "odd_118_little.dta");
        bytes[bytes.AsSpan().IndexOf("<map>"u8) + 5 + 8 * 9] ^= 1;
        using var table = ReferenceFiles.Open(bytes, "a.dta").Table!;
        Assert.Equal(6, Tables.Rows(table).Count);
        Assert.Equal(("map-mismatch", Severity.Warning), (Assert.Single(table.Findings).Code, table.Findings[0].Severity));
    }

    [Fact]
    public void A_long_text_that_the_file_does_not_hold_is_an_error_at_its_row()
    {
        var bytes = ReferenceFiles.Bytes("stata", "odd_118_little.dta");
        bytes[bytes.AsSpan().IndexOf("<strls>GSO"u8) + 10 + 4] = 99;
        using var table = ReferenceFiles.Open(bytes, "a.dta").Table!;
        Tables.Rows(table);
        Assert.Equal(("file-corrupt", 1L), (Assert.Single(table.Findings).Code, table.Findings[0].Row));
    }

    [Fact]
    public void Binary_long_texts_are_left_empty_and_told()
    {
        var bytes = ReferenceFiles.Bytes("stata", "odd_118_little.dta");
        bytes[bytes.AsSpan().IndexOf("<strls>GSO"u8) + 10 + 12] = 129;
        using var table = ReferenceFiles.Open(bytes, "a.dta").Table!;
        Assert.Equal("", Tables.Rows(table)[0][9]);
        var fault = Assert.Single(table.Findings);
        Assert.Equal(("binary-text", "story", 1L), (fault.Code, fault.Column, fault.Row));
    }

    // Stata's manual, [D] Datetime: %tC counts the 27 leap seconds up to 2017 (IERS Bulletin C), %tc does not; both start at 1960.
    [Theory]
    [InlineData("%td", 0, -3653)]
    [InlineData("%d", 3653, 0)]
    [InlineData("%-tdD_m_Y", 21620, 17967)]
    [InlineData("%tc", 1798761600000, 17166)]
    [InlineData("%tC", 1798761600000 + 26_000, 17166)]
    [InlineData("%tC", 1798848000000 + 27_000, 17167)]
    [InlineData("%tC", 1798848000000 + 27_000 + 3_600_000, 17167 + 1 / 24.0)]
    [InlineData("%tC", -86_400_000, -3654)]
    public void Clocks_count_days_or_milliseconds(string format, double value, double days) =>
        Assert.Equal(days, StataTime.Days(value, StataTime.Clock(format)), 1e-9);

    [Theory]
    [InlineData("%9.0g")]
    [InlineData("%tm")]
    [InlineData("%tw")]
    [InlineData("%tq")]
    [InlineData("%ty")]
    [InlineData("%tbsp500")]
    [InlineData("")]
    public void Formats_that_count_neither_days_nor_milliseconds_stay_numbers(string format) => Assert.Equal(StataClock.None, StataTime.Clock(format));
}
