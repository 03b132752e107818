using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;
using IpdEngine.Intake.Readers.Delimited;
using IpdEngine.Intake.Readers.Excel;
using IpdEngine.Intake.Readers.Parquet;
using IpdEngine.Intake.Readers.Spss;
using IpdEngine.Intake.Readers.Stata;

namespace IpdEngine.Intake.Readers.Opening;

/// <summary>Opens any upload: the format from its bytes, never from its extension alone.</summary>
public static class TableReader
{
    private static readonly Dictionary<string, RawFormat> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = RawFormat.Delimited,
        [".tsv"] = RawFormat.Delimited,
        [".tab"] = RawFormat.Delimited,
        [".txt"] = RawFormat.Delimited,
        [".dat"] = RawFormat.Delimited,
        [".xlsx"] = RawFormat.Excel,
        [".xlsm"] = RawFormat.Excel,
        [".xls"] = RawFormat.Excel,
        [".sav"] = RawFormat.Spss,
        [".zsav"] = RawFormat.Spss,
        [".dta"] = RawFormat.Stata,
        [".parquet"] = RawFormat.Parquet,
    };

    /// <summary>Says what a file is, which tables it holds and how they are written. Never throws for what is in the file or that it is
    /// not there.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="options">What the study description overrides.</param>
    public static RawFile Open(string path, ReadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        string name = Path.GetFileName(path);
        try
        {
            if (Directory.Exists(path))
                return Refused(name, "a folder", "a data file", "name the file inside it");
            FormatSignature signature = ReadSignature(path, out long length);
            if (length == 0)
                return Refused(name, "an empty file", "a table", "export the table again", "empty-file");
            if (signature.Format == RawFormat.Unknown)
                return Refused(name, signature.Name, "delimited text, .xlsx, .sav, .zsav, .dta or .parquet", signature.Remedy,
                    "format-not-read");
            RawFile file = signature.Format switch
            {
                RawFormat.Delimited => DelimitedReader.Open(path, options),
                RawFormat.Excel => ExcelReader.Open(path, options),
                RawFormat.Spss => OfOneTable(path, name, signature.Format, SpssFile.Open, options),
                RawFormat.Stata => OfOneTable(path, name, signature.Format, StataFile.Open, options),
                _ => OfOneTable(path, name, signature.Format, ParquetFile.Open, options),
            };
            return Extensions.TryGetValue(Path.GetExtension(path), out RawFormat named) && named != signature.Format &&
                file.Format != RawFormat.Unknown
                ? file with { Findings = [WrongExtension(name, signature), .. file.Findings] }
                : file;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            bool missing = fault is FileNotFoundException or DirectoryNotFoundException;
            return Refused(name, missing ? "no such file" : $"a file that cannot be read ({fault.GetType().Name})",
                "a file that can be read", "check the path and who may read it", "file-unreadable");
        }
    }

    /// <summary>Opens one table of a file; no table where an Error is among the findings.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="file">What <see cref="Open"/> said about it.</param>
    /// <param name="sheet">Name of the table, one of <see cref="RawFile.Sheets"/>.</param>
    /// <param name="options">What the study description overrides.</param>
    /// <exception cref="ArgumentException">The file has no such sheet.</exception>
    public static (RawTable? Table, IReadOnlyList<Finding> Findings) OpenTable(string path, RawFile file, string sheet, ReadOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        if (!file.IsReadable)
            return (null, file.Findings);
        if (!file.Sheets.Contains(sheet))
            throw new ArgumentException($"found sheet '{sheet}'; expected one of '{string.Join("', '", file.Sheets)}'", nameof(sheet));
        (RawTable? table, IReadOnlyList<Finding> findings) = OpenWhole(path, file, sheet, options);
        return (table is null || options.Limits.Cells == long.MaxValue ? table : FirstRows.Of(table, options.Limits.Cells), findings);
    }

    private static (RawTable? Table, IReadOnlyList<Finding> Findings) OpenWhole(string path, RawFile file, string sheet, ReadOptions options) =>
        file.Format switch
        {
            RawFormat.Delimited => DelimitedReader.OpenTable(path, file, options),
            RawFormat.Excel => ExcelReader.OpenTable(path, file, sheet, options),
            RawFormat.Spss => TableOf(SpssFile.Open(OpenFile(path), file.File, options)),
            RawFormat.Stata => TableOf(StataFile.Open(OpenFile(path), file.File, options)),
            RawFormat.Parquet => TableOf(ParquetFile.Open(OpenFile(path), file.File, options)),
            _ => throw new ArgumentException($"found format {file.Format}; expected one that Open reads", nameof(file)),
        };

    // The findings of a binary file come with its table: here only those that refuse it.
    private static RawFile OfOneTable(string path, string name, RawFormat format, Func<Stream, string, ReadOptions, OpenedTable> open,
        ReadOptions options)
    {
        OpenedTable opened = open(OpenFile(path), name, options);
        if (opened.Table is null)
            return new(name, format, [], opened.Settings, opened.Findings);
        opened.Table.Dispose();
        return new(name, format, [""], opened.Settings, []);
    }

    private static (RawTable? Table, IReadOnlyList<Finding> Findings) TableOf(OpenedTable opened) => (opened.Table, opened.Findings);

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private static FormatSignature ReadSignature(string path, out long length)
    {
        using FileStream file = OpenFile(path);
        length = file.Length;
        byte[] head = new byte[1024];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return FormatSignature.Of(head.AsSpan(0, read), file);
    }

    private static Finding WrongExtension(string name, FormatSignature signature) =>
        new("wrong-extension", Severity.Warning, name, null, null, null, $"{signature.Name}, though its name ends in {Path.GetExtension(name)}",
            "a name that says what the file is", "it was read as what it is; rename it");

    private static RawFile Refused(string name, string found, string expected, string remedy, string code = "not-a-file") =>
        new(name, RawFormat.Unknown, [], [], [new Finding(code, Severity.Error, name, null, null, null, found, expected, remedy)]);
}
