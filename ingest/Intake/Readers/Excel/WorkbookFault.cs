using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>Turns what the workbook library throws at damaged workbooks into a finding.</summary>
internal static class WorkbookFault
{
    /// <summary>Runs a call of the library. What it throws at a damaged workbook is of many types (of XML, ZIP, numbers, missing parts): all mean
    /// one finding. Faults of the machine and of our own arguments pass.</summary>
    public static void Guard(FindingGatherer findings, long? row, Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException))
        {
            findings.Add("workbook-damaged", Severity.Error, row, null, $"a workbook that cannot be read ({fault.GetType().Name})", "a whole .xlsx workbook",
                "open it in Excel or LibreOffice and save it again as .xlsx, or export it as CSV");
        }
    }
}
