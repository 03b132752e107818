using System.Buffers;
using System.Globalization;
using System.Text;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>Finds how a text file is written from its first rows; what the options say is taken as said, and what stays in doubt is a
/// finding.</summary>
internal static class DialectDetection
{
    private static readonly SearchValues<char> DateCharacters = SearchValues.Create("0123456789-./: TZ+");

    /// <summary>The dialect of a text whose head (UTF-8, cut or whole) is given.</summary>
    /// <param name="head">The text.</param>
    /// <param name="cut">Whether the file goes on behind it.</param>
    /// <param name="encoding">The file's encoding.</param>
    /// <param name="strict">Whether it is UTF-8 without fault.</param>
    /// <param name="beyond">Searches the whole file for its decimal mark, given separator and trimming.</param>
    /// <param name="options">What the study description says.</param>
    /// <param name="findings">Takes what stays in doubt.</param>
    public static TextDialect Detect(
        ReadOnlyMemory<byte> head, bool cut, Encoding encoding, bool strict, Func<char, bool, char> beyond, ReadOptions options,
        FindingGatherer findings)
    {
        char? hinted = HintedSeparator(head.Span);
        bool trim = HasBlankAfterSeparators(head.Span);
        HeadSample sample = ChooseSeparator(head, cut, options.Separator ?? hinted, trim, options, findings);
        List<string[]> rows = sample.Rows;
        int hintRows = hinted is null ? 0 : 1;
        List<ProbeCell[]> probe = [.. rows.Skip(hintRows).Select(row => row.Select(ToProbe).ToArray())];
        ReadOptions below = options.HeaderRow is int said ? options with { HeaderRow = Math.Max(said - hintRows, 0) } : options;
        HeaderShape shape = HeaderShape.Of(probe, below);
        char mark = options.DecimalMark ?? DecimalMark.In(rows.Skip(hintRows + shape.RowsAbove), findings) ?? beyond(sample.Separator, trim);
        int above = shape.RowsAbove + hintRows;
        bool names = shape.HasHeader && above < rows.Count && HasRowNames(rows, above, sample.Width);
        return new(encoding.WebName, sample.Separator, mark, above, shape.HasHeader, shape.LabelRows, trim, names, strict);
    }

    private static HeadSample ChooseSeparator(
        ReadOnlyMemory<byte> head, bool cut, char? separator, bool trim, ReadOptions options, FindingGatherer findings)
    {
        if (separator is char said)
            return HeadSample.Of(head, cut, said, trim, options.Limits.Columns);
        HeadSample[] tried = [.. HeadSample.Candidates
            .Select(candidate => HeadSample.Of(head, cut, candidate, trim, options.Limits.Columns))
            .OrderByDescending(sample => sample.Score).ThenByDescending(sample => sample.Width)];
        if (tried[0].Score == 0)
        {
            HeadSample blanks = HeadSample.Of(head, cut, ' ', trim: false, options.Limits.Columns);
            if (blanks.Score > 0.9)
                return blanks;
            if (tried.All(sample => sample.Width == 0))
                return tried[0];
            findings.Add("one-column", Severity.Warning, 1, null, "no separator", "columns separated by comma, semicolon, tab or |",
                "set 'separator' in the study description if the columns are separated otherwise");
            return HeadSample.Of(head, cut, ',', trim, options.Limits.Columns);
        }
        if (tried[1].Score > 0.9 * tried[0].Score)
        {
            findings.Add("separator-ambiguous", Severity.Warning, 1, null,
                $"'{Show(tried[0].Separator)}' cuts the rows into {tried[0].Width} columns, '{Show(tried[1].Separator)}' into {tried[1].Width}",
                "one separator that fits", $"'{Show(tried[0].Separator)}' was taken; set 'separator' in the study description");
        }
        return tried[0];
    }

    private static string Show(char separator) => separator == '\t' ? "tab" : separator.ToString();

    // Excel writes and honours a first line such as sep=;
    private static char? HintedSeparator(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        return text.Length > 5 && text.StartsWith("sep="u8) && text[5] is (byte)'\r' or (byte)'\n' && ReadOptions.CanSeparate((char)text[4]) ? (char)text[4] : null;
    }

    // "id", "note", "wai": a first line in which a blank follows every separator.
    private static bool HasBlankAfterSeparators(ReadOnlySpan<byte> head)
    {
        int end = head.IndexOfAny((byte)'\r', (byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
        foreach (char candidate in HeadSample.Candidates)
        {
            int all = line.Count((byte)candidate);
            if (candidate != '\t' && all > 0 && all == line.Count([(byte)candidate, (byte)' ']))
                return true;
        }
        return false;
    }

    private static ProbeCell ToProbe(string text)
    {
        string trimmed = text.Trim();
        bool number = NumberText.Read(trimmed, '.', out _) is NumberReading.Number or NumberReading.OtherMark ||
            NumberText.Read(trimmed, ',', out _) == NumberReading.Number || LooksLikeDate(trimmed);
        return new(trimmed, number);
    }

    private static bool LooksLikeDate(string text) =>
        text.Length is >= 6 and <= 32 && char.IsAsciiDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(DateCharacters);

    // write.table leaves the name of the row names out: every row has one field more than the header, and the first of them counts upward.
    // Without that a decimal comma in each row would look the same.
    private static bool HasRowNames(List<string[]> rows, int header, int width)
    {
        int last = 0, seen = 0;
        foreach (string[] row in rows.Skip(header + 1).Where(row => row.Length > 0))
        {
            if (row.Length != width || !int.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number <= last)
                return false;
            last = number;
            seen++;
        }
        return seen > 0 && width >= 3 && rows[header].Length == width - 1;
    }
}
