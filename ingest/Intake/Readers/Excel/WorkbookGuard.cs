using System.IO.Compression;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Looks a workbook over before a library unpacks it: entries, sizes as they really unpack, ratio, document types, endless text.</summary>
internal static class WorkbookGuard
{
    private const long MostBytes = 1L << 30;
    private const long MostBytesBesideSheets = 256L << 20;
    private const long MostSheetBytesTimesSheets = 8L << 30;
    private const int MostDepth = 10_000;

    /// <summary>Adds an Error where the workbook must not be read; what else it sees is a warning.</summary>
    public static void Inspect(Stream file, ReadLimits limits, FindingGatherer findings)
    {
        ZipDirectory directory = ZipDirectory.Of(file);
        if (directory.Fault is not null || directory.IsEncrypted)
        {
            Refuse(findings, "workbook-damaged", directory.Fault ?? "entries locked with a password", "an unlocked, whole workbook", "save it again as .xlsx");
            return;
        }
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        long most = Math.Min(MostBytes, limits.UncompressedBytes), total = 0, beside = 0, formulas = 0;
        int sheets = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!IsPart(entry.FullName))
                continue;
            PartScan scan;
            using (Stream part = entry.Open())
                scan = PartScan.Of(part, most - total);
            total += scan.Bytes;
            formulas += scan.FormulasWithoutValue;
            bool sheet = entry.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase);
            sheets += sheet ? 1 : 0;
            beside += sheet ? 0 : scan.Bytes;
            if (Fault(scan, total, beside, most, limits, file.Length) is (string found, string expected))
            {
                Refuse(findings, "workbook-hostile", $"{found} in {entry.FullName}", expected, "save the sheet alone as .xlsx, or export it as CSV");
                return;
            }
        }
        if ((total - beside) * sheets > MostSheetBytesTimesSheets)
            Refuse(findings, "workbook-too-large", $"{sheets} sheets of {(total - beside) >> 20} MiB together", $"sheets times their MiB below {MostSheetBytesTimesSheets >> 20}",
                "export the sheets as CSV files");
        if (formulas > 0)
        {
            findings.Add("formula-without-value", Severity.Warning, null, null, $"{formulas} formulas whose value was never stored", "formulas with their values",
                "they read as empty; open the workbook in Excel or LibreOffice and save it, so that the values are stored");
        }
    }

    private static (string Found, string Expected)? Fault(PartScan scan, long total, long beside, long most, ReadLimits limits, long length)
    {
        if (total > most)
            return ($"more than {most >> 20} MiB unpacked", $"at most {most >> 20} MiB");
        if (beside > MostBytesBesideSheets)
            return ($"more than {MostBytesBesideSheets >> 20} MiB of strings and styles", $"at most {MostBytesBesideSheets >> 20} MiB");
        if (total > (1 << 20) && total / limits.CompressionRatio > length)
            return ($"{total >> 20} MiB packed into {length} bytes", $"at most {limits.CompressionRatio} bytes a byte");
        if (scan.HasDocumentType)
            return ("a document type (entities)", "plain XML");
        if (scan.LongestRun > limits.LineCharacters)
            return ($"more than {limits.LineCharacters} bytes without a tag", "cells of at most 32767 characters");
        return scan.Depth > MostDepth ? ($"elements nested more than {MostDepth} deep", "a worksheet") : null;
    }

    // The library opens XML and BIFF12 parts and relations alone; pictures are never unpacked.
    private static bool IsPart(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) ||
        name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase);

    private static void Refuse(FindingGatherer findings, string code, string found, string expected, string remedy) =>
        findings.Add(code, Severity.Error, null, null, found, expected, remedy);
}
