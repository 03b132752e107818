namespace IpdEngine.Intake.Mapping;

/// <summary>
/// A growing column of numbers (NaN = missing) in chunks, each as narrow as its values allow and exact in every width: a byte for small whole numbers as answers to
/// items are, two for hundredths as mean scores are, four for whole numbers as days are, else eight.
/// </summary>
internal sealed class NarrowColumn
{
    private const int ChunkBits = 13;
    private const int ChunkRows = 1 << ChunkBits;

    private readonly List<Array> _chunks = [];

    public int Count { get; private set; }

    public double this[int row]
    {
        get => Get(_chunks[row >> ChunkBits], row & (ChunkRows - 1));
        set => Set(row >> ChunkBits, row & (ChunkRows - 1), value);
    }

    public void Add(double value)
    {
        if ((Count & (ChunkRows - 1)) == 0)
            _chunks.Add(new sbyte[ChunkRows]);
        Count++;
        this[Count - 1] = value;
    }

    private static double Get(Array chunk, int at) => chunk switch
    {
        sbyte[] small => small[at] is var value && value == sbyte.MinValue ? double.NaN : value,
        short[] hundredths => hundredths[at] is var value && value == short.MinValue ? double.NaN : value / 100.0,
        int[] whole => whole[at] is var value && value == int.MinValue ? double.NaN : value,
        _ => ((double[])chunk)[at],
    };

    private void Set(int index, int at, double value)
    {
        while (!TrySet(_chunks[index], at, value))
            _chunks[index] = Wider(_chunks[index]);
    }

    private static bool TrySet(Array chunk, int at, double value)
    {
        switch (chunk)
        {
            case sbyte[] small:
                if (double.IsNaN(value))
                    small[at] = sbyte.MinValue;
                else if (value is >= -127 and <= 127 && value == (sbyte)value)
                    small[at] = (sbyte)value;
                else
                    return false;
                return true;
            case short[] hundredths:
                // k / 100.0 is the double nearest to the decimal, as reading it from text gives.
                var scaled = Math.Round(value * 100);
                if (double.IsNaN(value))
                    hundredths[at] = short.MinValue;
                else if (scaled is >= -32767 and <= 32767 && scaled / 100.0 == value)
                    hundredths[at] = (short)scaled;
                else
                    return false;
                return true;
            case int[] whole:
                if (double.IsNaN(value))
                    whole[at] = int.MinValue;
                else if (value is > int.MinValue and <= int.MaxValue && value == (int)value)
                    whole[at] = (int)value;
                else
                    return false;
                return true;
            default:
                ((double[])chunk)[at] = value;
                return true;
        }
    }

    /// <summary>The chunk in the next width that holds all its values.</summary>
    private static Array Wider(Array chunk)
    {
        Array[] widths = chunk switch
        {
            sbyte[] => [new short[ChunkRows], new int[ChunkRows], new double[ChunkRows]],
            short[] => [new int[ChunkRows], new double[ChunkRows]],
            _ => [new double[ChunkRows]],
        };
        foreach (var wide in widths)
        {
            var fits = true;
            for (var at = 0; at < ChunkRows && fits; at++)
                fits = TrySet(wide, at, Get(chunk, at));
            if (fits)
                return wide;
        }
        throw new InvalidOperationException("found values that do not fit a double, expected that all do");
    }
}
