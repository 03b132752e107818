using System.Text;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>Chooses the encoding of a text file: its mark, else the declared one, else strict UTF-8, UTF-16 by its zeros, damaged UTF-8,
/// Windows-1252.</summary>
internal static class EncodingChoice
{
    static EncodingChoice() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding; null (and an Error among the findings) where the bytes are no text or the declared name is unknown.</summary>
    public static Encoding? Choose(TextSurvey survey, string? declared, FindingGatherer findings)
    {
        Encoding? named = null;
        if (declared is not null && (named = ByName(declared)) is null)
        {
            findings.Add("encoding-unknown", Severity.Error, null, null, $"encoding '{declared}'",
                "an IANA name such as utf-8, windows-1252, windows-1250, shift_jis",
                "correct 'encoding' in the study description, or leave it out to have it detected");
            return null;
        }
        if (survey.Mark is not null)
        {
            if (named is not null && named.CodePage != survey.Mark.CodePage)
                findings.Add("encoding-contradicted", Severity.Warning, 1, null,
                    $"declared {named.WebName}, but the file begins with the mark of {survey.Mark.WebName}",
                    "the encoding that the file's own mark names", "the mark was followed; correct 'encoding' in the study description");
            return survey.Mark;
        }
        if (named is not null)
            return named;
        if (survey.Nulls > 0 && Wide(survey) is { } wide)
            return wide;
        if (survey.FirstBlock > 0 && (survey.Controls + survey.NullsEven + survey.NullsOdd) * 20 > survey.FirstBlock)
        {
            findings.Add("not-a-table", Severity.Error, null, null, "bytes that are neither text nor a known data format",
                "delimited text, .xlsx, .sav, .zsav, .dta or .parquet", "export the table again as .xlsx or as CSV in UTF-8");
            return null;
        }
        if (survey.Broken == 0)
            return Encoding.UTF8;
        // Letters that form UTF-8 sequences do so by chance almost never: a file with more sequences than stray bytes is UTF-8 with damage.
        return survey.Sequences > survey.Broken ? Encoding.UTF8 : Encoding.GetEncoding(1252);
    }

    /// <summary>An encoding by its name; null where there is none. ISO 8859-1 means Windows-1252, as it does on the web (WHATWG
    /// Encoding).</summary>
    public static Encoding? ByName(string name)
    {
        string trimmed = name.Trim();
        if (trimmed.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("latin1", StringComparison.OrdinalIgnoreCase) ||
            trimmed.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("ascii", StringComparison.OrdinalIgnoreCase))
            return Encoding.GetEncoding(1252);
        try
        {
            return Encoding.GetEncoding(trimmed);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    // Text in Latin letters leaves every second byte of UTF-16 zero.
    private static Encoding? Wide(TextSurvey survey)
    {
        int pairs = survey.FirstBlock / 2;
        if (survey.NullsOdd * 10 > pairs * 7 && survey.NullsEven * 10 < pairs)
            return Encoding.Unicode;
        return survey.NullsEven * 10 > pairs * 7 && survey.NullsOdd * 10 < pairs ? Encoding.BigEndianUnicode : null;
    }
}
