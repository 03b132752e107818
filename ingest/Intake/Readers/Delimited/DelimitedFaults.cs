using CsvHelper;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>What can be wrong with the rows of a delimited text, in words.</summary>
internal sealed class DelimitedFaults(FindingGatherer findings)
{
    private const int MostMalformed = 10_000;
    private int _malformed;

    /// <summary>Whether no row from here on is where it seems: a quote that is never closed has swallowed the rest, or thousands are
    /// misplaced.</summary>
    public bool IsHopeless { get; private set; }

    /// <summary>A row that ends early; its missing fields read as empty.</summary>
    public void TooShort(long row, int fields, int columns)
    {
        if (!findings.Again("row-too-short"))
        {
            findings.Add("row-too-short", Severity.Warning, row, null, $"{fields} fields", $"{columns} fields",
                "the fields missing at its end were set missing; check that the row is whole");
        }
    }

    /// <summary>A row with values past the last column: they may stand in the wrong columns.</summary>
    public void TooLong(long row, int fields, int columns)
    {
        if (!findings.Again("row-too-long"))
        {
            findings.Add("row-too-long", Severity.Error, row, null, $"{fields} fields", $"{columns} fields",
                "a separator or decimal mark inside a value moves the values after it: put the value in quotes, or set 'separator' in the " +
                "study description");
        }
    }

    /// <summary>A line past its bound.</summary>
    public void LineTooLong(long row, int limit) => findings.Add("line-too-long", Severity.Error, row, null,
        $"a line of more than {limit} bytes, or a quote that is never closed", "rows of a table",
        "check that the row is one of a table and that every quote in it is closed");

    /// <summary>A header past its bound.</summary>
    public void TooManyColumns(long row, int columns, int limit) => findings.Add("too-many-columns", Severity.Error, row, null,
        $"{columns} columns", $"at most {limit}", "check the separator, or split the table");

    /// <summary>No header after so many rows; silent where the reason is known.</summary>
    public void NoTable(long rows)
    {
        if (!findings.Refused)
        {
            findings.Add("no-table", Severity.Error, null, null, rows == 0 ? "an empty file" : $"{rows} rows and no header among them",
                "a header and rows below it", "export the table again, or correct 'header_row' in the study description");
        }
    }

    /// <summary>Characters that could not be decoded.</summary>
    public void Undecodable(long row, string? column, int count)
    {
        if (!findings.Again("undecodable-character", column, count))
        {
            findings.Add("undecodable-character", Severity.Warning, row, column, "a byte that means nothing in the file's encoding", "text",
                "it was read as \uFFFD; set 'encoding' in the study description, or mend the file", count);
        }
    }

    /// <summary>Misplaced quotes, as the tokeniser reports them.</summary>
    public void Malformed(CsvMalformedRecord record)
    {
        long row = record.RecordNumber;
        if (++_malformed > MostMalformed)
        {
            IsHopeless = true;
            findings.Add("quotes-broken", Severity.Error, row, null, $"more than {MostMalformed} rows with misplaced quotes",
                "quotes around whole fields, doubled inside them", "export the file again, or set 'separator' in the study description");
        }
        else if (record.Reason == CsvMalformedReason.UnterminatedQuote)
        {
            IsHopeless = true;
            findings.Add("quote-never-closed", Severity.Error, row, null, "a quote that is opened and never closed", "a closing quote",
                "close the quote in this row, or delete it");
        }
        else if (record.Reason == CsvMalformedReason.StrayQuote)
        {
            findings.Add("quote-inside", Severity.Note, row, null, "a quote inside a field without quotes",
                "quotes around a whole field, doubled inside it", "it was read as part of the text; check the row");
        }
        else
        {
            findings.Add("text-after-quote", Severity.Warning, row, null, "text after a closing quote", "a separator or the end of the row",
                "it was read as part of the text; double the quotes inside the field");
        }
    }
}
