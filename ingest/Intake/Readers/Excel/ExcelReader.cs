using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Opens .xlsx workbooks.</summary>
internal static class ExcelReader
{
    /// <summary>Lists the sheets.</summary>
    public static RawFile Open(string path, ReadOptions options)
    {
        string name = Path.GetFileName(path);
        var findings = new FindingGatherer(name);
        List<SheetEntry> sheets = Guarded(name, findings, () =>
        {
            using var workbook = Workbook.Open(OpenFile(path), options.Limits);
            return workbook.Sheets;
        }) ?? [];
        foreach (SheetEntry sheet in sheets.Where(sheet => sheet.IsHidden))
            findings.Add("hidden-sheet", Severity.Note, null, null, $"a hidden sheet '{sheet.Name}'", "sheets that are seen",
                "check whether it is meant to be read");
        if (sheets.Count == 0 && !findings.Refused)
            findings.Add("no-table", Severity.Error, null, null, "a workbook without worksheets", "a sheet with a header and rows below it",
                "save the table again as .xlsx");
        return new(name, RawFormat.Excel, [.. sheets.Select(sheet => sheet.Name)], [], findings.Findings);
    }

    /// <summary>Opens a sheet that <see cref="Open"/> listed.</summary>
    public static (RawTable? Table, IReadOnlyList<Finding> Findings) OpenTable(string path, RawFile raw, string sheet, ReadOptions options)
    {
        var findings = new FindingGatherer(raw.File, sheet);
        ExcelTable? table = Guarded(raw.File, findings, () =>
        {
            var workbook = Workbook.Open(OpenFile(path), options.Limits);
            ExcelTable? opened = null;
            try
            {
                SheetEntry entry = workbook.Sheets.Find(entry => entry.Name == sheet)
                    ?? throw BrokenFileException.Corrupt("a workbook that has changed while it was read", "one that stays");
                opened = ExcelTable.Open(workbook, entry, options, findings, raw.File);
                return opened;
            }
            finally
            {
                if (opened is null)
                    workbook.Dispose();
            }
        });
        return (table, findings.Findings);
    }

    // What a damaged or hostile workbook makes ZIP, XML and our own reading throw becomes the finding that refuses it.
    private static T? Guarded<T>(string file, FindingGatherer findings, Func<T?> call)
        where T : class
    {
        try
        {
            return call();
        }
        catch (Exception fault) when (WorkbookFault.Of(fault, file, null) is { } finding)
        {
            findings.AddRange([finding]);
            return null;
        }
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
}
