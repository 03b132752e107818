using System.Buffers.Binary;
using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Tests.Readers.Binary;
using Xunit;

namespace IpdEngine.Tests.Readers.Spss;

/// <summary>What is wrong with a system file is told with its place, what was expected and what to do.</summary>
public sealed class SpssFaultTests
{
    [Fact]
    public void A_file_cut_inside_its_cases_gives_the_rows_before_and_an_error_at_the_next()
    {
        var bytes = ReferenceFiles.Bytes("spss", "odd_bias.sav");
        using var table = ReferenceFiles.Open(bytes[..^40], "cut.sav").Table!;
        Assert.Equal(2, Tables.Rows(table).Count);
        var fault = Assert.Single(table.Findings);
        Assert.Equal(("file-truncated", Severity.Error, "cut.sav", 3L), (fault.Code, fault.Severity, fault.File, fault.Row));
        Assert.Contains("upload the whole file again", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unpacked_file_cut_short_is_refused_before_any_row()
    {
        var opened = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", "odd_big_none.sav")[..^1], "cut.sav");
        Assert.Null(opened.Table);
        Assert.Equal("the 4 that the header declares", Assert.Single(opened.Findings).Expected);
    }

    [Theory]
    [InlineData(3, "bytes after case 3")]
    [InlineData(5, "4 cases")]
    public void A_header_that_tells_another_number_of_cases_is_contradicted(int told, string found)
    {
        var bytes = ReferenceFiles.Bytes("spss", "odd_bias.sav");
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(80), told);
        using var table = ReferenceFiles.Open(bytes, "count.sav").Table!;
        Tables.Rows(table);
        Assert.Equal(found, Assert.Single(table.Findings).Found);
    }

    [Fact]
    public void A_file_of_unknown_length_without_end_mark_is_read_with_a_warning()
    {
        using var table = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", "odd_unknown_count_none.sav"), "a.sav").Table!;
        Assert.Equal(4, Tables.Rows(table).Count);
        Assert.Equal(("end-unverified", Severity.Warning), (Assert.Single(table.Findings).Code, table.Findings[0].Severity));
    }

    [Fact]
    public void The_description_may_name_the_encoding_and_text_that_it_lacks_is_told_by_column()
    {
        var bytes = ReferenceFiles.Bytes("spss", "odd_bare.sav");
        using var greek = ReferenceFiles.Open(bytes, "a.sav", new ReadOptions { Encoding = "windows-1253" }).Table!;
        Assert.Equal("'Zόrich'", Tables.Rows(greek)[0][2]);
        using var wrong = ReferenceFiles.Open(bytes, "a.sav", new ReadOptions { Encoding = "utf-8" }).Table!;
        Tables.Rows(wrong);
        var fault = Assert.Single(wrong.Findings);
        Assert.Equal(("text-undecodable", "TOWN", 1L, 2L), (fault.Code, fault.Column, fault.Row, fault.Count));
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("utf-16")]
    [InlineData("iso-2022-jp")]
    public void An_encoding_that_is_not_known_or_not_above_ASCII_is_refused(string name)
    {
        var opened = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", "odd_bare.sav"), "a.sav", new ReadOptions { Encoding = name });
        Assert.Null(opened.Table);
        Assert.Equal("encoding-unknown", Assert.Single(opened.Findings).Code);
    }

    [Fact]
    public void An_encoding_that_the_file_names_and_nobody_knows_is_a_warning()
    {
        var bytes = ReferenceFiles.Bytes("spss", "odd_bias.sav");
        Encoding.ASCII.GetBytes("XTF-8").CopyTo(bytes, bytes.AsSpan().LastIndexOf("UTF-8"u8));
        var opened = ReferenceFiles.Open(bytes, "a.sav");
        opened.Table!.Dispose();
        Assert.Equal(("encoding-unknown", Severity.Warning), (Assert.Single(opened.Findings).Code, opened.Findings[0].Severity));
        Assert.Contains(opened.Settings, s => s is { Key: "encoding", Value: "windows-1252" });
    }

    [Fact]
    public void Two_variables_of_one_name_are_refused()
    {
        var bytes = ReferenceFiles.Bytes("spss", "odd_bare.sav");
        var town = bytes.AsSpan().IndexOf("TOWN    "u8);
        "LAST    "u8.CopyTo(bytes.AsSpan(town));
        var fault = Assert.Single(ReferenceFiles.Open(bytes, "a.sav").Findings);
        Assert.Equal("variable 7 has the name 'LAST'", fault.Found);
    }

    [Fact]
    public void More_columns_than_allowed_are_refused()
    {
        var options = new ReadOptions { Limits = new ReadLimits(Columns: 199) };
        Assert.Equal("more than 199 columns", Assert.Single(ReferenceFiles.Open(ReferenceFiles.Bytes("spss", "haven_wide.sav"), "a.sav", options).Findings).Found);
    }

    [Fact]
    public void A_file_locked_with_a_password_is_told_as_such()
    {
        byte[] locked = [0x1c, 0, 0, 0, 0, 0, 0, 0, .. "ENCRYPTEDSAV"u8, 0x15, .. new byte[300]];
        Assert.Contains("save it without encryption", Assert.Single(ReferenceFiles.Open(locked, "a.sav").Findings).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_read_to_its_end_stays_at_its_end_and_a_batch_must_fit()
    {
        using var table = ReferenceFiles.Open(ReferenceFiles.Bytes("spss", "haven_byte.sav"), "a.sav").Table!;
        Assert.Throws<ArgumentException>(() => table.Read(new RawBatch(3, 10)));
        var batch = table.CreateBatch();
        Assert.True(table.Read(batch));
        Assert.Equal((1L, 6L), (batch.RowNumber(0), batch.RowNumber(5)));
        Assert.False(table.Read(batch));
        Assert.False(table.Read(batch));
        Assert.Equal(0, batch.Count);
    }
}
