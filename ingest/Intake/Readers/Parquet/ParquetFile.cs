using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;
using IpdEngine.Panel.Columnar;

namespace IpdEngine.Intake.Readers.Parquet;

/// <summary>Opens Parquet files of any program.</summary>
internal static class ParquetFile
{
    /// <summary>Reads the footer; the rows are the table's.</summary>
    /// <param name="stream">A seekable stream. It belongs to the table, or is disposed where there is none.</param>
    /// <param name="file">File name without directory, for findings.</param>
    /// <param name="options">Limits.</param>
    /// <returns>The table, or the Error that refuses the file; never an exception for what is in it.</returns>
    public static OpenedTable Open(Stream stream, string file, ReadOptions options)
    {
        var limits = options.Limits;
        try
        {
            var table = ForeignTable.Open(stream, new ForeignLimits(limits.Columns, limits.UncompressedBytes, limits.CompressionRatio));
            var findings = table.Skipped.Select(skipped => new Finding(
                "column-not-read", Severity.Warning, file, null, null, skipped.Name, skipped.Why, "numbers, text, dates or truth values",
                "flatten the column before it is written, if the study needs it")).ToList();
            return new OpenedTable(new ParquetTable(table, limits.LineCharacters, findings) { File = file }, findings, []);
        }
        catch (MalformedTableException fault)
        {
            stream.Dispose();
            return OpenedTable.Refused(ParquetTable.ToFinding(fault, file, null));
        }
    }

}
