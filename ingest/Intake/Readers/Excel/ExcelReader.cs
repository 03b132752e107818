using System.Text;
using ExcelDataReader;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Opens .xlsx workbooks through ExcelDataReader, after <see cref="WorkbookGuard"/> has looked them over.</summary>
internal static class ExcelReader
{
    private const int MostRows = 1_048_576, MostColumns = 16_384;

    // The library's settings name Windows-1252 before they are asked for anything.
    static ExcelReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Lists the sheets.</summary>
    public static RawFile Open(string path, ReadOptions options)
    {
        string name = Path.GetFileName(path);
        var findings = new FindingGatherer(name);
        List<string> sheets = [];
        WorkbookFault.Guard(findings, null, () =>
        {
            using FileStream file = OpenFile(path);
            WorkbookGuard.Inspect(file, options.Limits, findings);
            if (findings.Refused)
                return;
            file.Position = 0;
            using IExcelDataReader reader = ExcelReaderFactory.CreateOpenXmlReader(file);
            do
            {
                string sheet = reader.Name ?? $"sheet{sheets.Count + 1}";
                sheets.Add(sheet);
                if (reader.VisibleState is "hidden" or "veryHidden")
                    findings.Add("hidden-sheet", Severity.Note, null, sheet, $"a hidden sheet '{sheet}'", "sheets that are seen", "check whether it is meant to be read");
            }
            while (reader.NextResult());
        });
        if (sheets.Count == 0 && !findings.Refused)
            findings.Add("no-table", Severity.Error, null, null, "a workbook without sheets", "a sheet with a header and rows below it", "save the table again as .xlsx");
        return new(name, RawFormat.Excel, findings.Refused ? [] : sheets, [], findings.Findings);
    }

    /// <summary>Opens a sheet that <see cref="Open"/> listed.</summary>
    public static (RawTable? Table, IReadOnlyList<Finding> Findings) OpenTable(string path, RawFile raw, string sheet, ReadOptions options)
    {
        var findings = new FindingGatherer(raw.File, sheet);
        IExcelDataReader? reader = null;
        ExcelTable? table = null;
        WorkbookFault.Guard(findings, null, () =>
        {
            reader = ExcelReaderFactory.CreateOpenXmlReader(OpenFile(path));
            int place = raw.Sheets.ToList().IndexOf(sheet);
            for (int i = 0; i < place; i++)
                reader.NextResult();
            if (reader.RowCount > MostRows || reader.FieldCount > Math.Min(MostColumns, options.Limits.Columns) || reader.FieldCount < 0)
            {
                findings.Add("sheet-too-large", Severity.Error, null, null, $"cells in row {reader.RowCount} and column {reader.FieldCount}",
                    $"at most {MostRows} rows and {Math.Min(MostColumns, options.Limits.Columns)} columns", "delete the stray cells, or save the table alone");
            }
            else
                table = ExcelTable.Open(reader, place, options, findings, raw.File, sheet);
        });
        if (table is null)
            reader?.Dispose();
        return (findings.Refused ? null : table, findings.Findings);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
}
