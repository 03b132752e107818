using CsvHelper;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>Finds the decimal mark of a text file: in its first rows, or, where these hold whole numbers alone, at the first fraction.</summary>
internal static class DecimalMark
{
    /// <summary>The mark that the first rows show; null where they show none. Both is a finding.</summary>
    public static char? In(IEnumerable<string[]> rows, FindingGatherer findings)
    {
        int points = 0, commas = 0;
        foreach (string text in rows.SelectMany(row => row))
        {
            points += Shows(text, '.') ? 1 : 0;
            commas += Shows(text, ',') ? 1 : 0;
        }
        if (points > 0 && commas > 0)
        {
            findings.Add("decimal-mark-ambiguous", Severity.Warning, null, null,
                $"{points} numbers with point and {commas} with comma in the first rows", "one decimal mark",
                $"'{(commas > points ? ',' : '.')}' was taken; set 'decimal' in the study description");
        }
        return points + commas == 0 ? null : commas > points ? ',' : '.';
    }

    /// <summary>The mark of the first fraction in a whole text; a point where there is none.</summary>
    public static char FirstIn(Stream text, char separator, bool trim, ReadLimits limits)
    {
        using CsvReader reader = CsvReader.Create(text, HeadSample.Options(separator, trim) with { MaxRecordSize = limits.LineCharacters });
        try
        {
            while (reader.Read())
            {
                for (int field = 0; field < reader.FieldCount; field++)
                {
                    if (reader.GetSpan(field).Length > 32 || reader.GetSpan(field).IndexOfAny((byte)',', (byte)'.') < 0)
                        continue;
                    string number = reader.GetString(field);
                    if (Shows(number, ',') != Shows(number, '.'))
                        return Shows(number, ',') ? ',' : '.';
                }
            }
        }
        catch (CsvFormatException)
        {
            // The table will say so, with the row.
        }
        return '.';
    }

    private static bool Shows(string text, char mark) =>
        text.Contains(mark, StringComparison.Ordinal) && NumberText.Read(text, mark, out _) == NumberReading.Number;
}
