using System.Globalization;
using IpdEngine.Formula;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Cli.Data;

/// <summary>One column on its way into memory: looked at first, then taken as numbers or as texts.</summary>
internal sealed class DataFileColumn(RawColumn column, char decimalMark, IReadOnlyList<string> missing)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missingTexts =
        new HashSet<string>(missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly double[] _missingNumbers =
        [.. missing.Select(m => double.TryParse(m, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : double.NaN).Where(double.IsFinite)];

    // The texts of a column are few and repeated: each is kept once.
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private bool _isText;
    private long _row;
    private long _infinite;
    private List<double>? _numbers;
    private List<string?>? _words;

    /// <summary>Its name without blanks around it.</summary>
    public string Name { get; } = column.Name.Trim();

    /// <summary>Row of data with the first infinite number; 0 where there is none, or where the column holds texts.</summary>
    public long FirstInfinite => _isText ? 0 : _infinite;

    /// <summary>Learns from a cell whether the column holds texts.</summary>
    public void Look(RawBatch batch, in RawCell cell)
    {
        _row++;
        if (IsMissing(batch, cell, out var number))
            return;
        var isText = cell.Kind == RawKind.Text;
        if (isText ? IsInfinite(batch.Text(cell)) : double.IsInfinity(number))
            _infinite = _infinite == 0 ? _row : _infinite;
        else if (isText && NumberText.Read(batch.Text(cell), decimalMark, out _) != NumberReading.Number)
            _isText = true;
    }

    /// <summary>Takes a cell.</summary>
    public void Take(RawBatch batch, in RawCell cell)
    {
        var isMissing = IsMissing(batch, cell, out var number);
        if (_isText)
            (_words ??= []).Add(isMissing ? null : Text(batch, cell));
        else
            (_numbers ??= []).Add(isMissing || !double.IsFinite(number) ? double.NaN : number);
    }

    /// <summary>The column under the name that it has in the table.</summary>
    public DataColumn ToColumn(string name) => _isText ? new DataColumn(name, _words?.ToArray() ?? []) : new DataColumn(name, _numbers?.ToArray() ?? []);

    private bool IsMissing(RawBatch batch, in RawCell cell, out double number)
    {
        number = cell.Number;
        switch (cell.Kind)
        {
            case RawKind.Empty or RawKind.Missing:
                return true;
            case RawKind.Text:
                var text = batch.Text(cell).Trim();
                if (text.IsEmpty || NumberText.IsMissingMark(text) || _missingTexts.Contains(text))
                    return true;
                return NumberText.Read(text, decimalMark, out number) == NumberReading.Number && Array.IndexOf(_missingNumbers, number) >= 0;
            default:
                return double.IsNaN(number) || Array.IndexOf(_missingNumbers, number) >= 0;
        }
    }

    // As R, Python and Stata's exports write them.
    private static bool IsInfinite(ReadOnlySpan<char> text)
    {
        var word = text.Trim().TrimStart("+-");
        return word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
    }

    private string Text(RawBatch batch, in RawCell cell)
    {
        if (cell.Kind != RawKind.Text)
            return cell.Number.ToString("R", CultureInfo.InvariantCulture);
        var text = batch.Text(cell).Trim();
        var lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(text, out var known))
            _texts.Add(known = text.ToString(), known);
        return known;
    }
}
