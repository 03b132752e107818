using System.Text;

namespace IpdEngine.Intake.Readers;

/// <summary>A cell among the first rows of a table, as far as finding the header needs it.</summary>
/// <param name="Text">Its text; empty where it holds nothing.</param>
/// <param name="IsNumber">Whether it is a number (or date).</param>
internal readonly record struct ProbeCell(string Text, bool IsNumber)
{
    /// <summary>Whether it holds nothing.</summary>
    public bool IsBlank => !IsNumber && string.IsNullOrWhiteSpace(Text);

    /// <summary>Whether it holds words: neither a number nor a mark for "no value".</summary>
    public bool IsWord => !IsNumber && !IsBlank && !NumberText.IsMissingMark(Text);
}

/// <summary>Where the header of a table stands, judged by the shape of its first rows.</summary>
/// <param name="RowsAbove">Rows above the header (titles, blank rows); above the data where there is no header.</param>
/// <param name="HasHeader">Whether there is a header.</param>
/// <param name="LabelRows">Rows between header and data that hold labels or units.</param>
internal sealed record HeaderShape(int RowsAbove, bool HasHeader, int LabelRows)
{
    private const int MostLabelRows = 3;

    /// <summary>Judges the rows; what <paramref name="options"/> says is taken as said.</summary>
    public static HeaderShape Of(IReadOnlyList<ProbeCell[]> rows, ReadOptions options)
    {
        int above = Math.Min(options.HeaderRow ?? FirstFullRow(rows), Math.Max(rows.Count - 1, 0));
        if (rows.Count == 0)
            return new(options.HeaderRow ?? 0, options.Header ?? true, 0);
        // The header again among the data says nothing about the data.
        string[] names = [.. rows[above].Select(cell => cell.Text)];
        rows = [.. rows.Where((row, place) => place <= above || !row.Select(cell => cell.Text).SequenceEqual(names))];
        bool header = options.Header ?? (options.HeaderRow is not null || LooksLikeHeader(rows, above));
        int labels = header ? options.LabelRows ?? CountLabelRows(rows, above) : 0;
        return new(options.HeaderRow ?? above, header, labels);
    }

    // A title fills one cell or few; the header fills more than half of the table's width.
    private static int FirstFullRow(IReadOnlyList<ProbeCell[]> rows)
    {
        int[] filled = [.. rows.Select(row => row.Count(cell => !cell.IsBlank))];
        int[] used = [.. filled.Where(count => count > 0).Order()];
        if (used.Length == 0)
            return 0;
        int width = used[^1];
        // One overlong row must not make titles of all others: the width is the widest that at least two rows reach.
        if (used.Length > 2)
            width = used[^2];
        for (int row = 0; row < rows.Count; row++)
        {
            if (filled[row] * 2 > width)
                return row;
        }
        return 0;
    }

    private static bool LooksLikeHeader(IReadOnlyList<ProbeCell[]> rows, int at)
    {
        ProbeCell[] first = rows[at];
        int numbers = first.Count(cell => cell.IsNumber);
        if (numbers == 0)
            return true;
        for (int column = 0; column < first.Length; column++)
        {
            if (first[column].IsWord && (IsNumeric(rows, column, at + 1) || IsUnlikeAllBelow(rows, column, at)))
                return true;
        }
        return CountsUpward(first);
    }

    // "id" above P1, P2, P3: codes of one shape, of which the name is none.
    private static bool IsUnlikeAllBelow(IReadOnlyList<ProbeCell[]> rows, int column, int at)
    {
        string[] below = [.. rows.Skip(at + 1).Where(row => column < row.Length && row[column].IsWord).Select(row => Outline(row[column].Text)).Distinct()];
        return below.Length == 1 && below[0].Contains('9', StringComparison.Ordinal) && below[0] != Outline(rows[at][column].Text);
    }

    // Runs of digits as 9, runs of letters as a.
    private static string Outline(string text)
    {
        var outline = new StringBuilder();
        foreach (char c in text)
        {
            char kind = char.IsDigit(c) ? '9' : char.IsLetter(c) ? 'a' : c;
            if (outline.Length == 0 || outline[^1] != kind || (kind != '9' && kind != 'a'))
                outline.Append(kind);
        }
        return outline.ToString();
    }

    // Session numbers as names: id;1;2;3.
    private static bool CountsUpward(ProbeCell[] row)
    {
        int[] numbers = [.. row.Where(cell => cell.IsNumber).Select(cell => int.TryParse(cell.Text, out int value) ? value : int.MinValue)];
        return numbers.Length >= 3 && numbers.Zip(numbers.Skip(1)).All(pair => pair.First != int.MinValue && pair.Second == pair.First + 1);
    }

    private static int CountLabelRows(IReadOnlyList<ProbeCell[]> rows, int header)
    {
        for (int labels = 0; labels < MostLabelRows; labels++)
        {
            int row = header + 1 + labels;
            if (row >= rows.Count - 1 || !IsLabelRow(rows, row))
                return labels;
        }
        return MostLabelRows;
    }

    // Different words, no number, above at least two columns of numbers, most of them. A word that comes again below is a missing code,
    // not a label.
    private static bool IsLabelRow(IReadOnlyList<ProbeCell[]> rows, int at)
    {
        int numeric = 0;
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (int column = 0; column < rows[at].Length; column++)
        {
            ProbeCell cell = rows[at][column];
            if (cell.IsNumber || (cell.IsWord && rows.Skip(at + 1).Any(row => column < row.Length && row[column].Text == cell.Text)))
                return false;
            if (!IsNumeric(rows, column, at + 1) && !IsNumeric(rows, column, at + 2))
                continue;
            numeric++;
            if (cell.IsWord && !words.Add(cell.Text))
                return false;
        }
        return words.Count >= 2 && words.Count * 2 > numeric;
    }

    private static bool IsNumeric(IReadOnlyList<ProbeCell[]> rows, int column, int from)
    {
        int numbers = 0, words = 0;
        for (int row = from; row < rows.Count; row++)
        {
            if (column >= rows[row].Length)
                continue;
            if (rows[row][column].IsNumber)
                numbers++;
            else if (rows[row][column].IsWord)
                words++;
        }
        return numbers > 0 && words * 4 <= numbers;
    }
}
