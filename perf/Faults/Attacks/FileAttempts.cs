using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Files that are small until they are read.</summary>
internal static class FileAttempts
{
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Strings = "xl/sharedStrings.xml";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static IEnumerable<Attempt> All =>
    [
        Workbook("a sheet that unpacks to 100 MB, none of it the header", Sheet, (Open, $"<row><c t=\"inlineStr\"><is><t>{new string('a', 32_000)}</t></is></c></row>", 3_250), "refused column-unknown"),
        Workbook("shared texts that unpack to 60 MB", Strings, ($"<sst xmlns=\"{Main}\">", $"<si><t>{new string('a', 1000)}</t></si>", 60_000), "refused limit-exceeded"),
        Workbook("elements nested a million deep", Sheet, (Open, "<a><b>", 500_000), "refused file-corrupt"),
        Workbook("billion laughs (nested entities)", Strings, (Laughs, "", 0), "refused file-corrupt"),
        Workbook("an external entity (file:///etc/passwd)", Strings, ($"<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst xmlns=\"{Main}\"><si><t>&x;</t></si></sst>", "", 0), "refused file-corrupt"),
        Workbook("a sheet name that is a path", "xl/workbook.xml", ($"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"../../etc/passwd\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>", "", 0), "stored"),
        new("zip", "a zip in a zip in a zip, called .xlsx", "refused format-not-read", site => Excel(site, Nested(6))),
        new("zip", "60,000 entries", "refused format-not-read", site => Excel(site, Entries(60_000))),
        new("zip", "entries that tell 4 GB each and are small", "stored", site => Excel(site, Lying())),
        new("zsav", "a block of 128 MB in 128 KB", "refused limit-exceeded", site => Zsav(site, 128 << 20, 128 << 20)),
        new("zsav", "a block that tells 2 GB", "refused limit-exceeded", site => Zsav(site, 1 << 20, int.MaxValue)),
        new("zsav", "a block of 512 KB that tells 1,000 bytes", "refused file-corrupt", site => Zsav(site, 1 << 19, 1000)),
        new("text", "a line of 7 MB", "refused line-too-long", site => Csv(site, "id," + new string('a', 7 << 20))),
        new("text", "a million columns", "refused line-too-long", site => Csv(site, string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"c{i}")) + "\n1\n")),
        new("text", "a quote that never closes, 7 MB", "refused column-unknown", site => Csv(site, "id,a\n\"" + new string('a', 7 << 20))),
        new("text", "null bytes alone, 7 MB", "refused not-a-table", site => site.UploadAsync("trial17_pilot.csv", new byte[7 << 20], AttackSite.Description)),
        new("text", "a file of the wrong kind under the right name", "refused column-unknown", site => Csv(site, "n;x\n1;2\n")),
        new("YAML", "aliases that double (billion laughs)", "refused yaml-unreadable", site => Yaml(site, "a: &a [x,x]\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}: &b{i} [*{(i == 0 ? "a" : $"b{i - 1}")},*{(i == 0 ? "a" : $"b{i - 1}")}]\n")))),
        new("YAML", "lists nested 100,000 deep", "refused yaml-unreadable", site => Yaml(site, "study: " + new string('[', 100_000))),
        new("YAML", "maps nested 5,000 deep by indentation", "refused yaml-unreadable", site => Yaml(site, string.Concat(Enumerable.Range(0, 1300).Select(i => new string(' ', i) + "a:\n")))),
        new("YAML", "a tag that names a type", "refused yaml-unreadable", site => Yaml(site, "study: !!System.Diagnostics.Process x\n")),
        new("YAML", "90,000 keys", "refused further-findings key-unknown", site => Yaml(site, string.Concat(Enumerable.Range(0, 90_000).Select(i => $"k{i}: 1\n")))),
        new("YAML", "null bytes", "refused yaml-unreadable", site => Yaml(site, "study: a\0b\n")),
        new("YAML", "bytes that are not UTF-8", "refused yaml-unreadable", site => YamlBytes(site, [0x73, 0x74, 0x75, 0x64, 0x79, 0x3a, 0x20, 0xff, 0xfe])),
        new("YAML", "a name pattern that backtracks for ever", "refused", async site => (await Yaml(site, AttackSite.Description + "\nnames: '(a+)+$'\n")).Split(' ')[0]),
    ];

    private static string Open => $"<worksheet xmlns=\"{Main}\"><sheetData>";

    private static string Laughs => "<!DOCTYPE sst [<!ENTITY a0 \"ha\">" + string.Concat(Enumerable.Range(1, 40).Select(i => $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">")) + $"]><sst xmlns=\"{Main}\"><si><t>&a40;</t></si></sst>";

    private static Attempt Workbook(string name, string part, (string Head, string Unit, int Times) xml, string expected) =>
        new(name.Contains("entit", StringComparison.Ordinal) ? "XML" : "workbook", name, expected, site => Excel(site, Package(part, xml)));

    // One of the example's workbooks, with its own description.
    private static Task<string> Excel(AttackSite site, byte[] data) => site.UploadAsync("trial14_export.xlsx", data, AttackSite.Trial("trial14").Description);

    private static Task<string> Csv(AttackSite site, string text) => site.UploadAsync("trial17_pilot.csv", Encoding.UTF8.GetBytes(text), AttackSite.Description);

    private static Task<string> Yaml(AttackSite site, string text) => site.UploadAsync("a.csv", "a,b\n1,2\n"u8.ToArray(), text);

    private static async Task<string> YamlBytes(AttackSite site, byte[] text)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(text), "description", "study.yaml" }, { new StringContent("a,b\n1,2\n"), "data", "a.csv" } };
        using var answer = await site.Client.PostAsync("/api/uploads", form);
        var id = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
        return AttackSite.Outcome(await site.SettledAsync(id));
    }

    // The example's workbook with one part in place of its own.
    private static byte[] Package(string part, (string Head, string Unit, int Times) xml)
    {
        using var bytes = new MemoryStream();
        bytes.Write(AttackSite.Trial("trial14").Data);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part, CompressionLevel.SmallestSize).Open());
            writer.Write("<?xml version=\"1.0\"?>" + xml.Head);
            for (var i = 0; i < xml.Times; i++)
                writer.Write(xml.Unit);
        }
        return bytes.ToArray();
    }

    private static byte[] Nested(int levels)
    {
        var inner = new byte[8 << 20];
        for (var level = 0; level < levels; level++)
        {
            using var bytes = new MemoryStream();
            using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            using (var entry = zip.CreateEntry("inner.zip").Open())
                entry.Write(inner);
            inner = bytes.ToArray();
        }
        return inner;
    }

    private static byte[] Entries(int count)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < count; i++)
                zip.CreateEntry($"e{i}");
        return bytes.ToArray();
    }

    // The uncompressed size of every entry of the central directory becomes almost 4 GB.
    private static byte[] Lying()
    {
        var bytes = AttackSite.Trial("trial14").Data;
        for (var at = 0; at < bytes.Length - 28; at++)
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at)) == 0x02014b50)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 24), 0xfffffff0);
        return bytes;
    }

    // The dictionary of the example's compressed file, and one block in place of its own.
    private static Task<string> Zsav(AttackSite site, int bytes, int told)
    {
        var (name, data, text) = AttackSite.Trial("trial08");
        var header = Enumerable.Range(0, data.Length - 24).First(at => BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(at)) == at && at > 200);
        using var folded = new MemoryStream();
        using (var deflate = new ZLibStream(folded, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(Enumerable.Repeat((byte)255, bytes).ToArray());
        var block = folded.ToArray();
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(data.AsSpan(0, header));
        long[] head = [header, header + 24 + block.Length, 48];
        foreach (var number in head)
            writer.Write(number);
        writer.Write(block);
        writer.Write(-100L);
        writer.Write(0L);
        writer.Write(0x3ff000);
        writer.Write(1);
        writer.Write((long)header);
        writer.Write(header + 24L);
        writer.Write(told);
        writer.Write(block.Length);
        return site.UploadAsync(name, file.ToArray(), text);
    }
}
