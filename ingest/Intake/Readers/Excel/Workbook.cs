using System.IO.Compression;
using System.Xml;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>A sheet as the workbook lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsHidden">Whether Excel hides it.</param>
/// <param name="Part">Its part in the package.</param>
internal sealed record SheetEntry(string Name, bool IsHidden, string Part);

/// <summary>An Office Open XML workbook (ECMA-376 part 1, clause 18; transitional and strict): its sheets, its date system, its parts as
/// guarded XML.</summary>
internal sealed class Workbook : IDisposable
{
    private const long FreeBytes = 1 << 20;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ReadLimits _limits;
    private readonly long _most;

    private Workbook(Stream file, ReadLimits limits)
    {
        _limits = limits;
        _most = Math.Min(limits.UncompressedBytes, FreeBytes + file.Length * limits.CompressionRatio);
        _archive = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in _archive.Entries)
            _entries.TryAdd(entry.FullName.Replace('\\', '/'), entry);
    }

    /// <summary>The worksheets in the order of their tabs.</summary>
    public List<SheetEntry> Sheets { get; } = [];

    /// <summary>Whether days are counted from 1904-01-01.</summary>
    public bool Counts1904 { get; private set; }

    /// <summary>Part of the shared strings, or null.</summary>
    public string? StringsPart { get; private set; }

    /// <summary>Part of the styles, or null.</summary>
    public string? StylesPart { get; private set; }

    /// <summary>Opens a workbook, which owns the stream.</summary>
    /// <exception cref="BrokenFileException">It is damaged, locked or hostile.</exception>
    /// <exception cref="InvalidDataException">The ZIP container is damaged.</exception>
    /// <exception cref="XmlException">A part is no plain XML.</exception>
    public static Workbook Open(Stream file, ReadLimits limits)
    {
        Workbook? workbook = null;
        try
        {
            ZipDirectory directory = ZipDirectory.Of(file);
            if (directory.Fault is not null)
                throw BrokenFileException.Corrupt($"a ZIP container that cannot be read: {directory.Fault}", "a whole .xlsx workbook");
            if (directory.IsEncrypted)
                throw BrokenFileException.Unsupported("a workbook locked with a password", "an unlocked one",
                    "take the password off and save it again as .xlsx");
            file.Position = 0;
            workbook = new Workbook(file, limits);
            workbook.ReadSheets();
            return workbook;
        }
        catch
        {
            workbook?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>A part as XML without document types; null where there is none.</summary>
    public XmlReader? OpenPart(string? part) => part is not null && _entries.TryGetValue(part, out ZipArchiveEntry? entry)
        ? XmlReader.Create(new BoundedPart(entry.Open(), _most, _limits.LineCharacters), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CloseInput = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        })
        : null;

    private void ReadSheets()
    {
        string book = Relations("_rels/.rels", "")
            .FirstOrDefault(relation => relation.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? "xl/workbook.xml";
        string folder = book[..(book.LastIndexOf('/') + 1)];
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, type, target) in Relations($"{folder}_rels/{book[folder.Length..]}.rels", folder))
        {
            if (type.EndsWith("/worksheet", StringComparison.Ordinal))
                parts[id] = target;
            else if (type.EndsWith("/sharedStrings", StringComparison.Ordinal))
                StringsPart = target;
            else if (type.EndsWith("/styles", StringComparison.Ordinal))
                StylesPart = target;
        }
        using XmlReader xml = OpenPart(book) ?? throw BrokenFileException.Corrupt("a package without a workbook", "an .xlsx workbook");
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "workbookPr")
                Counts1904 = xml.GetAttribute("date1904") is "1" or "true";
            else if (xml.LocalName == "sheet" && IdOf(xml) is string id && parts.TryGetValue(id, out string? part))
                Sheets.Add(new(FreeName(xml.GetAttribute("name")), xml.GetAttribute("state") is "hidden" or "veryHidden", part));
            if (Sheets.Count > 1_000)
                throw BrokenFileException.Limit("more than 1000 sheets", "at most 1000");
        }
    }

    private string FreeName(string? name) => name is null || Sheets.Exists(sheet => sheet.Name == name) ? $"sheet{Sheets.Count + 1}" : name;

    // The relation's id stands in the namespace of relationships, of which there are two.
    private static string? IdOf(XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                id = xml.Value;
        }
        xml.MoveToElement();
        return id;
    }

    private List<(string Id, string Type, string Target)> Relations(string of, string folder)
    {
        List<(string, string, string)> relations = [];
        using XmlReader? xml = OpenPart(of);
        while (xml is not null && xml.Read() && relations.Count < 10_000)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("Target") is not string target)
                continue;
            string part = target.StartsWith('/') ? target[1..] : folder + target;
            relations.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", part));
        }
        return relations;
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();
}
