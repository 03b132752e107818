using System.Text;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>Opens delimited text: one pass over the bytes for the encoding, then the first rows for the rest.</summary>
internal static class DelimitedReader
{
    private const int ShortHead = 256 * 1024;

    /// <summary>Finds the dialect of the file.</summary>
    public static RawFile Open(string path, ReadOptions options)
    {
        string name = Path.GetFileName(path);
        var findings = new FindingGatherer(name);
        TextSurvey survey;
        using (FileStream file = OpenFile(path))
            survey = TextSurvey.Of(file);
        if (EncodingChoice.Choose(survey, options.Encoding, findings) is not { } encoding)
            return new(name, RawFormat.Unknown, [], [], findings.Findings);
        if (survey.Mark is null && options.Encoding is null && encoding.CodePage == 1252 && survey.Broken > 0)
        {
            findings.Add("encoding-assumed", Severity.Note, null, null, $"{survey.Broken + survey.Sequences} letters that are not UTF-8",
                "UTF-8, or an encoding declared",
                "they were read as Windows-1252; set 'encoding' in the study description if letters look wrong");
        }
        bool strict = encoding.CodePage == Encoding.UTF8.CodePage && survey.IsStrictUtf8;
        (ReadOnlyMemory<byte> head, bool cut) = ReadHead(path, survey.Length, encoding, strict, options.Limits);
        TextDialect dialect = DialectDetection.Detect(
            head, cut, encoding, strict, (separator, trim) => FindMark(path, survey, encoding, strict, separator, trim, options.Limits),
            options, findings);
        return new(name, RawFormat.Delimited, [""], dialect.ToSettings(), findings.Findings) { DecimalMark = dialect.DecimalMark };
    }

    /// <summary>Opens the table with the dialect that <see cref="Open"/> found.</summary>
    public static (RawTable? Table, IReadOnlyList<Finding> Findings) OpenTable(string path, RawFile file, ReadOptions options)
    {
        TextDialect dialect = TextDialect.FromSettings(file.Settings);
        var findings = new FindingGatherer(file.File);
        var (stream, lost) = OpenText(path, EncodingChoice.ByName(dialect.Encoding)!, dialect.IsStrict);
        DelimitedTable? table = DelimitedTable.Open(stream, lost, dialect, options.Limits, findings, file.File);
        return (table, findings.Findings);
    }

    // Without a comma beside the separator there is nothing to look for.
    private static char FindMark(string path, TextSurvey survey, Encoding encoding, bool strict, char separator, bool trim, ReadLimits limits)
    {
        if (!survey.Commas)
            return '.';
        var (text, _) = OpenText(path, encoding, strict);
        using (text)
            return DecimalMark.FirstIn(text, separator, trim, limits);
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    private static (ReadOnlyMemory<byte> Head, bool Cut) ReadHead(string path, long length, Encoding encoding, bool strict, ReadLimits limits)
    {
        int most = ShortHead;
        while (true)
        {
            var (stream, _) = OpenText(path, encoding, strict);
            using (stream)
            {
                byte[] head = new byte[Math.Min(most, length * 3 + 16)];
                int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
                bool cut = read == head.Length && stream.ReadByte() >= 0;
                // A very wide table needs more of the file for a few whole rows; one line past its bound is left to the table to refuse.
                if (!cut || most > ShortHead || CountLines(head) >= 20)
                    return (head.AsMemory(0, read), cut);
            }
            most = Math.Max(limits.LineCharacters, ShortHead) + ShortHead;
        }
    }

    private static int CountLines(ReadOnlySpan<byte> text) => Math.Max(text.Count((byte)'\n'), text.Count((byte)'\r'));

    // Strict UTF-8 goes to the tokeniser as it is; all else is recoded on the way, which also finds what cannot be.
    private static (Stream Text, Utf8Stream? Lost) OpenText(string path, Encoding encoding, bool strict)
    {
        FileStream file = OpenFile(path);
        Span<byte> mark = stackalloc byte[4];
        int read = file.ReadAtLeast(mark, 4, throwOnEndOfStream: false);
        ReadOnlySpan<byte> preamble = encoding.Preamble;
        file.Position = preamble.Length > 0 && mark[..read].StartsWith(preamble) ? preamble.Length : 0;
        if (strict)
            return (file, null);
        var recoded = new Utf8Stream(file, encoding);
        return (recoded, recoded);
    }
}
