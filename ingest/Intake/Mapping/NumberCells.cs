using System.Globalization;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers;

namespace IpdEngine.Intake.Mapping;

/// <summary>Reads the cells of one column as numbers: missing codes, value map, decimal mark, possible values. Faults are tallied and give NaN.</summary>
internal sealed class NumberCells
{
    private readonly double[] _missingNumbers;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missingTexts;
    private readonly bool _anyMissingTextMayBeNumber;
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>>? _values;
    private readonly char _decimalMark;
    private readonly PossibleValues _possible;

    /// <param name="cells">How the description says that cells are read; its value map holds numbers.</param>
    /// <param name="decimalMark">The file's decimal mark.</param>
    /// <param name="possible">The values that can be.</param>
    /// <param name="tally">Counts the column's cells and faults.</param>
    public NumberCells(ColumnDescription cells, char decimalMark, PossibleValues possible, ColumnTally tally)
    {
        (_decimalMark, _possible, Tally) = (decimalMark, possible, tally);
        _missingNumbers = [.. cells.Missing.Select(Number).Where(double.IsFinite)];
        _missingTexts = new HashSet<string>(cells.Missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        // "99" is known by its number; "9,9" in a file with decimal comma is a number only there and is known by its text.
        _anyMissingTextMayBeNumber = cells.Missing.Any(text => !double.IsFinite(Number(text)) && text.Any(char.IsAsciiDigit));
        if (cells.Values.Count > 0)
            _values = cells.Values.ToDictionary(pair => pair.Key, pair => Number(pair.Value), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public ColumnTally Tally { get; }

    /// <summary>The cell's number; NaN where missing or faulty.</summary>
    public double Read(RawBatch batch, in RawCell cell, long row, ReadOnlySpan<char> identifier)
    {
        if (cell.Kind is RawKind.Empty or RawKind.Missing)
            return double.NaN;
        var text = batch.Text(cell).Trim();
        var number = cell.Number;
        if (cell.Kind == RawKind.Text && (_values is not null || _anyMissingTextMayBeNumber) && (text.IsEmpty || _missingTexts.Contains(text)))
            return double.NaN;
        if (_values is { } values)
            return ReadMapped(values, batch, cell, row, identifier);
        if (cell.Kind == RawKind.Text)
            switch (NumberText.Read(text, _decimalMark, out number))
            {
                case not NumberReading.Number when _missingTexts.Contains(text):
                    return double.NaN;
                case NumberReading.Blank or NumberReading.MissingMark:
                    return double.NaN;
                case NumberReading.OtherMark:
                    return Fault("decimal-mark", batch, cell, row, identifier, $"numbers with decimal '{_decimalMark}'", $"write 'decimal: \"{(_decimalMark == '.' ? ',' : '.')}\"' if the file uses that mark");
                case NumberReading.NotANumber:
                    return Fault("not-a-number", batch, cell, row, identifier, "a number", "correct the cell, or declare the text under 'missing' or 'values'");
                default:
                    break;
            }
        if (Array.IndexOf(_missingNumbers, number) >= 0)
            return double.NaN;
        if (cell.Kind == RawKind.Date)
            return Fault("date-for-number", batch, cell, row, identifier, "a number", "a spreadsheet has turned a number such as 1.2 into a date: format the column as number and type it again");
        return Possible(number, batch, cell, row, identifier);
    }

    private double ReadMapped(Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> values, RawBatch batch, in RawCell cell, long row, ReadOnlySpan<char> identifier)
    {
        Span<char> buffer = stackalloc char[IdentifierText.MaximumLength];
        var text = IdentifierText.Of(batch, cell, buffer);
        if (Array.IndexOf(_missingNumbers, Number(text)) >= 0 || _missingTexts.Contains(text))
            return double.NaN;
        return values.TryGetValue(text, out var number)
            ? Possible(number, batch, cell, row, identifier)
            : Fault("value-unknown", batch, cell, row, identifier, $"one of {string.Join(", ", values.Dictionary.Keys.Take(8))}", "add the value under 'values' or 'missing'");
    }

    private double Possible(double number, RawBatch batch, in RawCell cell, long row, ReadOnlySpan<char> identifier)
    {
        if (!_possible.Holds(number))
            return Fault(_possible.Code, batch, cell, row, identifier, _possible.Expected, _possible.Remedy);
        Tally.Count();
        return number;
    }

    private double Fault(string code, RawBatch batch, in RawCell cell, long row, ReadOnlySpan<char> identifier, string expected, string remedy)
    {
        Tally.Count();
        Tally.AddFault(code, row, CellDisplay.Show(batch, cell, identifier), expected, remedy);
        return double.NaN;
    }

    private static double Number(string text) => Number(text.AsSpan());

    private static double Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
