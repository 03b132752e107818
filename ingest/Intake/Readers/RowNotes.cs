using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers;

/// <summary>Rows that a table leaves out, told once a kind.</summary>
internal sealed class RowNotes(FindingGatherer findings)
{
    private long _blank, _firstBlank;

    /// <summary>A row without a value.</summary>
    public void Blank(long row) => Blank(row, row);

    /// <summary>Rows without a value from one to another; none where the last lies before the first.</summary>
    public void Blank(long first, long last)
    {
        if (last < first)
            return;
        if (_blank == 0)
            _firstBlank = first;
        _blank += last - first + 1;
    }

    /// <summary>Rows above the header.</summary>
    public void Above(int rows)
    {
        if (rows > 0)
        {
            findings.Add("title-rows", Severity.Note, 1, null, $"{rows} rows above the header", "the header in row 1",
                "they were left out; set 'header_row' in the study description if the header is another row");
        }
    }

    /// <summary>A row of labels or units under the header.</summary>
    public void Labels(long row) => findings.Add("second-header", Severity.Warning, row, null,
        "words under the header where numbers follow", "data under the header",
        "the row was left out as labels; delete it, or set 'label_rows: 0' in the study description");

    /// <summary>The header again.</summary>
    public void HeaderAgain(long row) =>
        findings.Add("header-repeated", Severity.Warning, row, null, "the header again", "data", "the row was left out; delete it");

    /// <summary>Tells of the blank rows.</summary>
    public void End()
    {
        if (_blank > 0)
            findings.Add("blank-rows", Severity.Note, _firstBlank, null, _blank == 1 ? "a blank row" : $"{_blank} blank rows",
                "rows with values", "they were left out");
    }
}
