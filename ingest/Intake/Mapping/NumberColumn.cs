namespace IpdEngine.Intake.Mapping;

/// <summary>
/// A growing column of numbers (NaN = missing) in chunks. A chunk whose values are all small whole numbers, as answers to items are, takes a byte a value and
/// widens to doubles at the first that is not: a million rows of 22 items are 22 MB.
/// </summary>
internal sealed class NumberColumn
{
    private const int ChunkBits = 13;
    private const int ChunkRows = 1 << ChunkBits;
    private const sbyte NoValue = sbyte.MinValue;

    private readonly List<Array> _chunks = [];

    public int Count { get; private set; }

    public double this[int row] => _chunks[row >> ChunkBits] switch
    {
        sbyte[] small => small[row & (ChunkRows - 1)] is var value && value == NoValue ? double.NaN : value,
        var wide => ((double[])wide)[row & (ChunkRows - 1)],
    };

    public void Add(double value)
    {
        var at = Count & (ChunkRows - 1);
        if (at == 0)
            _chunks.Add(new sbyte[ChunkRows]);
        if (_chunks[^1] is sbyte[] small)
        {
            if (double.IsNaN(value))
                small[at] = NoValue;
            else if (value is >= -127 and <= 127 && value == (sbyte)value)
                small[at] = (sbyte)value;
            else
                _chunks[^1] = Widen(small, at);
        }
        if (_chunks[^1] is double[] wide)
            wide[at] = value;
        Count++;
    }

    private static double[] Widen(sbyte[] small, int filled)
    {
        var wide = new double[ChunkRows];
        for (var i = 0; i < filled; i++)
            wide[i] = small[i] == NoValue ? double.NaN : small[i];
        return wide;
    }
}
