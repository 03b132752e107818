using System.IO.Compression;
using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Opening;

/// <summary>What a file is, its bytes say; what cannot be read is told with what to do.</summary>
public sealed class OpeningTests
{
    [Theory]
    [InlineData("trial02_primarvard.sav", RawFormat.Spss)]
    [InlineData("trial08_centro.zsav", RawFormat.Spss)]
    [InlineData("trial05_hospital.dta", RawFormat.Stata)]
    [InlineData("trial11_rct.dta", RawFormat.Stata)]
    [InlineData("trial04_srs_ors.xlsx", RawFormat.Excel)]
    [InlineData("trial07_university_clinic.tsv", RawFormat.Delimited)]
    public void The_format_of_a_trial_is_seen(string file, RawFormat format)
    {
        RawFile raw = TableReader.Open(Path.Combine(Repository.Root, "ingest/Intake/Example/trials", file), new ReadOptions());
        Assert.Equal(format, raw.Format);
        Assert.True(raw.IsReadable);
    }

    [Fact]
    public void A_workbook_named_csv_is_read_as_the_workbook_it_is()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial10_chile.xlsx"));
        Reading reading = Reading.OfBytes(bytes, "trial10.csv");
        Assert.Equal(RawFormat.Excel, reading.File.Format);
        Assert.Equal("an Excel workbook (.xlsx), though its name ends in .csv", reading.The("wrong-extension").Found);
        Assert.NotEmpty(reading.Rows);
    }

    [Fact]
    public void Text_named_xlsx_is_read_as_text()
    {
        Reading reading = Reading.OfBytes("id;wai\n1;2,5\n"u8.ToArray(), "upload.xlsx");
        Assert.Equal("wrong-extension", reading.Codes);
        Assert.Equal([["1", "2,5"]], reading.Rows);
    }

    public static TheoryData<string, string, string> Unread() => new()
    {
        { "old.xls", "D0CF11E0A1B11AE1", "save it as .xlsx" },
        { "paper.pdf", Hex("%PDF-1.7\n"), "save it as .xlsx" },
        { "page.xls", Hex("<html><table><tr><td>1</td></tr></table></html>"), "save it as .xlsx" },
        { "data.json", Hex("[{\"id\": 1}]"), "convert it to CSV" },
        { "data.rds", "1F8B0800000000000003", "unpack it" },
        { "data.por", Hex("ASCII SPSS PORT FILE"), "save it as .sav" },
        { "data.xpt", Hex("HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!000000000000000000000000000000"), "export it as CSV" },
        { "noise.csv", "0001020304050607080B0E0F101112131415161718191C1D1E1F7F", "export the table again" },
        { "half.xlsx", Hex("PK\u0003\u0004 and nothing else"), "copy or export the file again" },
        { "empty.csv", "", "export the table again" },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void What_is_not_read_is_refused_with_a_remedy(string name, string bytes, string remedy)
    {
        Reading reading = Reading.OfBytes(Convert.FromHexString(bytes), name);
        Finding finding = Assert.Single(reading.Findings);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains(remedy, finding.Remedy, StringComparison.Ordinal);
        Assert.Equal(name, finding.File);
    }

    [Fact]
    public void Other_zip_containers_are_named()
    {
        Assert.Equal("a Word document", Reading.OfBytes(Zip(("[Content_Types].xml", ""), ("word/document.xml", "")),
            "x.xlsx").The("format-not-read").Found);
        Assert.Equal("an OpenDocument file (.ods)", Reading.OfBytes(Zip(("mimetype", ""), ("content.xml", "")),
            "x.xlsx").The("format-not-read").Found);
        Assert.Equal("a ZIP archive", Reading.OfBytes(Zip(("trial.csv", "id,x")), "x.zip").The("format-not-read").Found);
    }

    [Fact]
    public void A_folder_and_a_missing_file_are_findings()
    {
        Assert.Equal("not-a-file", Reading.Of(Path.GetTempPath()).Codes);
        Assert.Equal("no such file", Reading.Of(Path.Combine(Path.GetTempPath(), "there-is-no-such-file.csv")).The("file-unreadable").Found);
    }

    [Fact]
    public void A_sheet_that_is_not_there_is_the_callers_mistake()
    {
        string path = Path.Combine(Repository.Root, "ingest/Intake/Example/trials/trial10_chile.xlsx");
        RawFile file = TableReader.Open(path, new ReadOptions());
        Assert.Throws<ArgumentException>(() => TableReader.OpenTable(path, file, "Hoja9", new ReadOptions()));
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.Latin1.GetBytes(text));

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return bytes.ToArray();
    }
}
