using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>The user-missing values of a variable, ready to be asked for every cell.</summary>
internal sealed class SpssMissing
{
    private readonly double[] _values = [];
    private readonly double _low = double.NaN;
    private readonly double _high = double.NaN;
    private readonly byte[][] _texts = [];

    private SpssMissing(double[] values, double low, double high) => (_values, _low, _high) = (values, low, high);

    private SpssMissing(byte[][] texts) => _texts = texts;

    /// <summary>The rule of a number; null where it has none.</summary>
    public static SpssMissing? OfNumber(VariableRecord variable, SpssDictionary dictionary, Func<byte[], int, double> number)
    {
        if (variable.MissingCode == 0)
            return null;
        var numbers = Enumerable.Range(0, Math.Abs(variable.MissingCode)).Select(i => number(variable.Missing, i * 8)).ToArray();
        if (variable.MissingCode > 0)
            return new SpssMissing(numbers, double.NaN, double.NaN);
        var low = numbers[0] <= dictionary.Lowest ? double.NegativeInfinity : numbers[0];
        var high = numbers[1] >= dictionary.Highest ? double.PositiveInfinity : numbers[1];
        return new SpssMissing(numbers[2..], low, high);
    }

    /// <summary>The rule of a string from its missing values, padded or not; null where there are none.</summary>
    public static SpssMissing? OfText(IEnumerable<byte[]> values)
    {
        var texts = values.Select(v => TextDecoder.Trim(v).ToArray()).ToArray();
        return texts.Length == 0 ? null : new SpssMissing(texts);
    }

    /// <summary>Whether a number is user-missing.</summary>
    public bool Covers(double value)
    {
        if (value >= _low && value <= _high)
            return true;
        foreach (var missing in _values)
            if (missing == value)
                return true;
        return false;
    }

    /// <summary>Whether a text, without padding, is user-missing.</summary>
    public bool Covers(ReadOnlySpan<byte> text)
    {
        foreach (var missing in _texts)
            if (text.SequenceEqual(missing))
                return true;
        return false;
    }

    /// <summary>The rule as the column tells it; dates stay in the file's own count.</summary>
    public MissingRule Rule(TextDecoder decoder) => new(_values, _low, _high, [.. _texts.Select(t => decoder.Text(t))]);
}
