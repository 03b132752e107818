using System.Xml;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>The finding for what reading a damaged or hostile workbook throws.</summary>
internal static class WorkbookFault
{
    /// <summary>The finding; null for an exception that is no fault of the workbook.</summary>
    public static Finding? Of(Exception fault, string file, string? sheet, long? row = null) => fault switch
    {
        BrokenFileException broken => broken.ToFinding(file, row) with { Sheet = sheet },
        XmlException { Message: string message } when message.Contains("DTD", StringComparison.Ordinal) =>
            Refused(file, sheet, row, "a document type in a part of the workbook, by which entities are defined", "XML as Excel writes it"),
        XmlException => Refused(file, sheet, row, "a part of the workbook that is no whole XML", "a whole .xlsx workbook"),
        InvalidDataException => Refused(file, sheet, row, "a part of the workbook that does not unpack", "a whole .xlsx workbook"),
        EndOfStreamException => Refused(file, sheet, row, "a workbook that ends too early", "a whole .xlsx workbook"),
        _ => null,
    };

    private static Finding Refused(string file, string? sheet, long? row, string found, string expected) =>
        new("file-corrupt", Severity.Error, file, sheet, row, null, found, expected,
        "open it in Excel or LibreOffice and save it again as .xlsx, or export the sheet as CSV");
}
