using IpdEngine.Intake.Readers.Excel;
using IpdEngine.Intake.Readers.Spss;
using IpdEngine.Intake.Readers.Stata;

namespace IpdEngine.Intake.Readers.Opening;

/// <summary>What the first bytes of a file say it is: a format that is read, or a name to tell the user.</summary>
/// <param name="Format">The format; <see cref="RawFormat.Unknown"/> where it is none that is read.</param>
/// <param name="Name">Its name in plain words.</param>
/// <param name="Remedy">What to do where it is not read; empty otherwise.</param>
internal sealed record FormatSignature(RawFormat Format, string Name, string Remedy = "")
{
    private const string SaveAs = "open it in the program that made it and save it as .xlsx or as CSV in UTF-8";

    /// <summary>Judges the first bytes (512 are enough) and, for ZIP containers, the names of the entries.</summary>
    public static FormatSignature Of(ReadOnlySpan<byte> head, Stream file)
    {
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            return OfArchive(file);
        if (SpssFile.Recognises(head))
            return new(RawFormat.Spss, "an SPSS system file");
        if (StataFile.Recognises(head))
            return new(RawFormat.Stata, "a Stata data file");
        if (head.StartsWith("PAR1"u8))
            return new(RawFormat.Parquet, "a Parquet file");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return new(RawFormat.Unknown, "an old Excel workbook (.xls) or one locked with a password",
                "open it in Excel or LibreOffice, take the password off, and save it as .xlsx");
        if (head.StartsWith("%PDF"u8))
            return new(RawFormat.Unknown, "a PDF document", SaveAs);
        if (head.StartsWith("{\\rtf"u8))
            return new(RawFormat.Unknown, "an RTF document", SaveAs);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("BZh"u8) ||
            head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]) || head.StartsWith("Rar!"u8) ||
            head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A]))
            return new(RawFormat.Unknown, "a compressed archive (or R's .rds)", "unpack it and upload the data file inside");
        if (head.StartsWith("RDX"u8))
            return new(RawFormat.Unknown, "an R workspace", "in R, write the data frame with write.csv or haven::write_sav");
        if (head.StartsWith("SQLite format 3"u8))
            return new(RawFormat.Unknown, "an SQLite database", SaveAs);
        if (head.StartsWith("HEADER RECORD*******"u8))
            return new(RawFormat.Unknown, "a SAS transport file", "in SAS, export it as CSV");
        if (head.Length > 100 && head[84..].StartsWith("SAS FILE"u8))
            return new(RawFormat.Unknown, "a SAS data set", "in SAS, export it as CSV");
        if (head.IndexOf("ASCII SPSS PORT FILE"u8) >= 0)
            return new(RawFormat.Unknown, "an SPSS portable file", "in SPSS, save it as .sav");
        return OfText(head);
    }

    private static FormatSignature OfText(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        Span<byte> lower = stackalloc byte[Math.Min(text.Length, 16)];
        for (int i = 0; i < lower.Length; i++)
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        ReadOnlySpan<byte> start = lower;
        if (start.StartsWith("<html"u8) || start.StartsWith("<!doctype html"u8) || start.StartsWith("<table"u8) || start.StartsWith("<head"u8))
            return new(RawFormat.Unknown, "a web page (HTML)", SaveAs);
        if (start.StartsWith("<?xml"u8))
            return new(RawFormat.Unknown, "an XML document", SaveAs);
        if (start.StartsWith("{"u8) || start.StartsWith("[{"u8) || start.StartsWith("[["u8))
            return new(RawFormat.Unknown, "JSON", "convert it to CSV, one row a patient or a session");
        return new(RawFormat.Delimited, "delimited text");
    }

    private static FormatSignature OfArchive(Stream file)
    {
        ZipDirectory directory = ZipDirectory.Of(file);
        if (directory.Names.Contains("xl/workbook.bin") && !directory.Names.Contains("xl/workbook.xml"))
            return new(RawFormat.Unknown, "a binary Excel workbook (.xlsb)", "open it in Excel and save it as .xlsx");
        if (directory.Names.Contains("word/document.xml"))
            return new(RawFormat.Unknown, "a Word document", SaveAs);
        if (directory.Names.Contains("content.xml"))
            return new(RawFormat.Unknown, "an OpenDocument file (.ods)", "open it in LibreOffice and save it as .xlsx");
        if (directory.Names.Contains("xl/workbook.xml") || directory.Names.Contains("[Content_Types].xml"))
            return new(RawFormat.Excel, "an Excel workbook (.xlsx)");
        return directory.Fault is null
            ? new(RawFormat.Unknown, "a ZIP archive", "unpack it and upload the data file inside")
            : new(RawFormat.Unknown, $"a ZIP container (.xlsx files are such) that cannot be read: {directory.Fault}",
                "copy or export the file again");
    }
}
