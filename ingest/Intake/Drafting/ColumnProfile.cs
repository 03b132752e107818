using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Drafting;

/// <summary>What the first rows of a file show of one column.</summary>
internal sealed class ColumnProfile(RawColumn column)
{
    private const int MostKept = 300;
    private const int LongestKept = 100;
    private static readonly double[] UsualCodes = [-999, -99, -9, -8, -7, 9, 88, 98, 99, 888, 990, 998, 999, 9999];

    private readonly Dictionary<double, int> _numbers = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _distinct = new(StringComparer.Ordinal);

    public string Name { get; } = column.Name.Trim();

    public string Label { get; } = column.Label ?? "";

    public IReadOnlyList<KeyValuePair<double, string>> ValueLabels { get; } = column.ValueLabels;

    /// <summary>What the format says its cells are.</summary>
    public RawKind Kind { get; } = column.Kind;

    /// <summary>The declared user-missing rule, or null.</summary>
    public MissingRule? Missing { get; } = column.Missing;

    /// <summary>Labels of text values.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> TextLabels { get; } = column.TextLabels;

    /// <summary>Cells that were seen.</summary>
    public int Rows { get; private set; }

    /// <summary>Different values among the filled cells, up to 100,000.</summary>
    public int Distinct => _distinct.Count;

    /// <summary>Cells that held something.</summary>
    public int Filled { get; private set; }

    /// <summary>Cells with a number.</summary>
    public int Numbers { get; private set; }

    /// <summary>Cells with a date.</summary>
    public int Dates { get; private set; }

    /// <summary>True where as many different values were seen as there are filled cells.</summary>
    public bool IsUnique => Filled > 0 && _distinct.Count == Filled;

    /// <summary>True where nearly all cells are numbers.</summary>
    public bool IsNumeric => Numbers > 0 && Numbers >= 0.9 * Filled;

    /// <summary>Marks and words that stand among numbers or in no number column: what may mean missing.</summary>
    public IEnumerable<string> MissingMarks => _texts.Keys.Where(text => NumberText.IsMissingMark(text)).Order(StringComparer.Ordinal);

    /// <summary>Texts that are no marks of missing, most frequent first.</summary>
    public IReadOnlyList<string> Words =>
        [.. _texts.Where(pair => !NumberText.IsMissingMark(pair.Key)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key)];

    /// <summary>Different numbers, rising.</summary>
    public IReadOnlyList<double> Values => [.. _numbers.Keys.Order()];

    /// <summary>Numbers outside the others that are usual codes for missing.</summary>
    public IReadOnlyList<double> LikelyCodes
    {
        get
        {
            var plain = Values.Where(value => !UsualCodes.Contains(value)).ToArray();
            return plain.Length == 0 ? [] : [.. Values.Where(value => UsualCodes.Contains(value) && (value < plain[0] - 1 || value > plain[^1] + 0.2 * (plain[^1] - plain[0]) + 1))];
        }
    }

    /// <summary>Lowest and highest number that is no likely code; NaN where there is none.</summary>
    public (double Low, double High) Range
    {
        get
        {
            var codes = LikelyCodes;
            var plain = Values.Where(value => !codes.Contains(value)).ToArray();
            return plain.Length == 0 ? (double.NaN, double.NaN) : (plain[0], plain[^1]);
        }
    }

    public void Add(RawBatch batch, in RawCell cell, char decimalMark)
    {
        Rows++;
        if (cell.Kind is RawKind.Empty or RawKind.Missing)
            return;
        var text = batch.Text(cell).Trim();
        text = text[..Math.Min(text.Length, LongestKept)];
        var number = cell.Number;
        var isNumber = cell.Kind == RawKind.Number || (cell.Kind == RawKind.Text && NumberText.Read(text, decimalMark, out number) == NumberReading.Number);
        if (cell.Kind == RawKind.Text && text.IsEmpty)
            return;
        if (cell.Kind == RawKind.Text && NumberText.IsMissingMark(text))
        {
            Keep(_texts, text.ToString());
            return;
        }
        Filled++;
        if (_distinct.Count < 100_000)
            _distinct.Add(isNumber || cell.Kind == RawKind.Date ? number.ToString("R", null) : text.ToString());
        if (cell.Kind == RawKind.Date || (cell.Kind == RawKind.Text && DateTime.TryParseExact(text, "yyyy-MM-dd", null, default, out _)))
            Dates++;
        else if (isNumber)
        {
            Numbers++;
            Keep(_numbers, number);
        }
        else
            Keep(_texts, text.ToString());
    }

    private static void Keep<T>(Dictionary<T, int> counts, T value) where T : notnull
    {
        if (counts.TryGetValue(value, out var count))
            counts[value] = count + 1;
        else if (counts.Count < MostKept)
            counts.Add(value, 1);
    }
}
