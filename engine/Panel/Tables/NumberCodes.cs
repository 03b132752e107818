namespace IpdEngine.Panel.Tables;

/// <summary>The few distinct numbers of a column under codes 0, 1, ... in order of arrival; a column of many has none.</summary>
internal sealed class NumberCodes
{
    private const int Most = 4096;
    private const int Slots = 4 * Most;
    private const int LongestSearch = 32;
    private readonly int[] _slots = new int[Slots];
    private readonly long[] _numbers = new long[Most];

    /// <summary>Number of distinct numbers.</summary>
    internal int Count { get; private set; }

    /// <summary>The numbers by code.</summary>
    internal ReadOnlySpan<long> Numbers => _numbers.AsSpan(0, Count);

    internal void Clear()
    {
        Count = 0;
        Array.Clear(_slots);
    }

    /// <summary>The code of a number's bits; negative where there are too many, or numbers that were chosen to collide.</summary>
    internal int Code(long bits)
    {
        // Fibonacci hashing (Knuth 1998, 6.4); a slot holds a code plus one.
        var slot = (int)((ulong)bits * 0x9E3779B97F4A7C15 >> 50);
        for (var step = 0; step < LongestSearch; step++, slot = (slot + 1) & (Slots - 1))
        {
            var code = _slots[slot] - 1;
            if (code >= 0 && _numbers[code] == bits)
                return code;
            if (code >= 0)
                continue;
            if (Count == Most)
                return -1;
            (_numbers[Count], _slots[slot]) = (bits, Count + 1);
            return Count++;
        }
        return -1;
    }
}
