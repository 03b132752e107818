using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Readers.Excel;

/// <summary>Workbooks made to take the machine are refused in bounded memory and time.</summary>
public sealed class HostileWorkbookTests
{
    private const int Megabyte = 1 << 20;
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c></row>";

    public static TheoryData<string, string, string, int, string, string> Attacks() => new()
    {
        // what, where, repeated text, how many megabytes of it, text after it, what the finding says
        { "zip bomb of long cells", "xl/worksheets/sheet1.xml",
            $"<row><c t=\"inlineStr\"><is><t>{new string('a', 32_000)}</t></is></c></row>", 100, "</sheetData></worksheet>",
            "unpacks to more than" },
        { "zip bomb of blanks", "xl/worksheets/sheet1.xml", " ", 20, "</sheetData></worksheet>", "without a tag" },
        { "more rows than a sheet has", "xl/worksheets/sheet1.xml", "<row><c><v>1</v></c></row>", 28, "</sheetData></worksheet>",
        "row 1048577" },
        { "zip bomb of shared strings", "xl/sharedStrings.xml", "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>", 150, "</sst>",
        "shared texts" },
        { "one cell of nine million digits", "xl/worksheets/sheet1.xml", "0123456789", 9, "", "without a tag" },
        { "elements nested a hundred thousand deep", "xl/worksheets/sheet1.xml", "<a><b>", 2, "", "nested" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void A_bomb_is_refused_before_it_unfolds(string what, string part, string unit, int megabytes, string after, string found)
    {
        Assert.NotEmpty(what);
        using var file = new TemporaryFile(Package(part, unit, megabytes, after));
        var (finding, allocated, seconds) = Refusal(file.Path);
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 192L * Megabyte);
        Assert.InRange(seconds, 0, 20);
    }

    [Fact]
    public void Nested_entities_are_never_expanded()
    {
        var entities = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++)
            entities.Append($"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">");
        entities.Append($"]><sst xmlns=\"{Main}\"><si><t>&a39;</t></si></sst>");
        using var file = new TemporaryFile(Package("xl/sharedStrings.xml", "", 0, entities.ToString(), whole: true));
        var (finding, allocated, _) = Refusal(file.Path);
        Assert.Contains("entities", finding.Found, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 4L * Megabyte);
    }

    [Fact]
    public void Files_outside_are_never_read_through_entities()
    {
        string xml = $"<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst xmlns=\"{Main}\"><si><t>&x;</t></si></sst>";
        using var file = new TemporaryFile(Package("xl/sharedStrings.xml", "", 0, xml, whole: true));
        Assert.Contains("entities", Refusal(file.Path).Finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_of_a_million_entries_is_refused_unread()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < 20_000; i++)
                archive.CreateEntry($"xl/{i}.xml");
        }
        using var file = new TemporaryFile(bytes.ToArray());
        var (finding, allocated, _) = Refusal(file.Path);
        Assert.Contains("10000 entries", finding.Found, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 16L * Megabyte);
    }

    [Theory]
    [InlineData("<row r=\"2000000000\"><c><v>1</v></c></row>", "row 2000000000")]
    [InlineData("<row r=\"2\"><c r=\"ZZZZZZ2\"><v>1</v></c></row>", "a cell in column")]
    [InlineData("<row r=\"7\"><c><v>1</v></c></row><row r=\"3\"><c><v>1</v></c></row>", "row 3 after row 7")]
    public void Cells_outside_any_sheet_are_refused(string rows, string found)
    {
        using var file = new TemporaryFile(Package("xl/worksheets/sheet1.xml", "", 0, rows + "</sheetData></worksheet>"));
        var (finding, _, _) = Refusal(file.Path);
        Assert.Contains(found, finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dates1900.xlsx", "61", "2958465.5", "date:2932896.5")]
    [InlineData("dates1900.xlsx", "61", "2958466", "2958466")]
    [InlineData("dates1900.xlsx", "61", "1E+300", "1E+300")]
    [InlineData("dates1900.xlsx", "61", "-1", "-1")]
    [InlineData("dates1904.xlsx", "61", "2957003", "date:2932896")]
    [InlineData("dates1904.xlsx", "61", "2957004", "2957004")]
    public void Numbers_past_the_calendar_are_numbers(string file, string was, string now, string expected)
    {
        string copy = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xlsx");
        File.Copy(Path.Combine(Repository.Root, "tests/References/readers/excel", file), copy);
        using var temporary = new TemporaryFile(copy);
        using (var archive = ZipFile.Open(copy, ZipArchiveMode.Update))
        {
            ZipArchiveEntry sheet = archive.GetEntry("xl/worksheets/sheet1.xml")!;
            string xml;
            using (var reader = new StreamReader(sheet.Open()))
                xml = reader.ReadToEnd();
            sheet.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("xl/worksheets/sheet1.xml").Open());
            writer.Write(xml.Replace($"<v>{was}</v>", $"<v>{now}</v>", StringComparison.Ordinal));
        }
        Assert.Equal(expected, Reading.Of(copy).Rows[2][0]);
    }

    [Fact]
    public void A_cell_in_the_last_corner_costs_nothing()
    {
        using var file = new TemporaryFile(Package("xl/worksheets/sheet1.xml", "", 0,
            "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>"));
        long began = Stopwatch.GetTimestamp();
        Reading reading = Reading.Of(file.Path);
        Assert.Equal([["1"]], reading.Rows);
        Assert.Equal("value-outside-table", reading.Codes);
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_truncated_or_changed_workbook_gives_a_table_or_a_finding()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Repository.Root, "tests/References/readers/excel/layout.xlsx"));
        Gen.Select(Gen.Int[0, whole.Length - 1].Select(Gen.Byte).Array[1, 6], Gen.Int[whole.Length / 2, whole.Length * 2]).Sample(
            (changes, length) =>
            {
                byte[] bytes = [.. whole];
                foreach (var (place, value) in changes)
                    bytes[place] = value;
                Reading reading = Reading.OfBytes(bytes[..Math.Min(length, bytes.Length)], "upload.xlsx");
                Assert.True(reading.Columns.Length > 0 || reading.Findings.Any(finding => finding.Severity == Severity.Error));
            }, iter: 1_000);
    }

    private static (Finding Finding, long Allocated, double Seconds) Refusal(string path)
    {
        long began = Stopwatch.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
        var options = new ReadOptions();
        RawFile file = TableReader.Open(path, options);
        IReadOnlyList<Finding> findings = file.Findings;
        if (file.IsReadable)
        {
            (RawTable? table, findings) = TableReader.OpenTable(path, file, file.Sheets[0], options);
            using (table)
            {
                RawBatch? batch = table?.CreateBatch();
                while (table is not null && table.Read(batch!))
                {
                }
                findings = table?.Findings ?? findings;
            }
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (findings.First(finding => finding.Severity == Severity.Error), allocated, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    // A workbook of one sheet, one part of which goes on as the attack says.
    private static byte[] Package(string attacked, string unit, int megabytes, string after, bool whole = false)
    {
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        var parts = new Dictionary<string, string>
        {
            ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            ["_rels/.rels"] = $"<Relationships xmlns=\"{Packages}\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ["xl/workbook.xml"] = $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"{Packages}\"><Relationship Id=\"r1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>" +
                $"<Relationship Id=\"r2\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
            ["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Main}\">",
            ["xl/worksheets/sheet1.xml"] = $"<worksheet xmlns=\"{Main}\"><sheetData>{Header}",
        };
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, xml) in parts)
            {
                using var entry = new StreamWriter(archive.CreateEntry(name, CompressionLevel.Optimal).Open());
                if (name != attacked)
                {
                    entry.Write(xml + (name.EndsWith("sheet1.xml", StringComparison.Ordinal) ? "</sheetData></worksheet>"
                        : name.EndsWith("Strings.xml", StringComparison.Ordinal) ? "</sst>" : ""));
                    continue;
                }
                entry.Write(whole ? after : xml);
                string block = string.Concat(Enumerable.Repeat(unit, unit.Length == 0 ? 0 : Megabyte / unit.Length));
                for (int i = 0; i < megabytes; i++)
                    entry.Write(block);
                if (!whole)
                    entry.Write(after);
            }
        }
        return bytes.ToArray();
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(byte[] bytes)
            : this(System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + ".xlsx")) => File.WriteAllBytes(Path, bytes);

        public TemporaryFile(string path) => Path = path;

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
