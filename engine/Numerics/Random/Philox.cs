namespace IpdEngine.Numerics.Random;

/// <summary>
/// A counter-based random stream: Philox 4x32-10. The draw at a place is a function of (seed, stream, place) alone, so any part of a
/// simulation can be drawn on any machine in any order and give the same numbers.
/// </summary>
/// <remarks>Source: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3, doi 10.1145/2063384.2063405.</remarks>
public sealed class Philox
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private readonly uint[] _block = new uint[4];
    private ulong _counter;
    private int _left;
    private double _spare = double.NaN;

    /// <summary>The stream of one seed and one stream number (a replicate, a draw, a study), at its start.</summary>
    public Philox(ulong seed, ulong stream)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>One block of the generator: ten rounds over a 128-bit counter with a 64-bit key.</summary>
    /// <param name="counter">Four words, replaced by the output.</param>
    /// <param name="key0">First word of the key.</param>
    /// <param name="key1">Second word of the key.</param>
    public static void Block(Span<uint> counter, uint key0, uint key1)
    {
        uint c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53UL * c0;
            var product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 = unchecked(key0 + 0x9E3779B9u);
            key1 = unchecked(key1 + 0xBB67AE85u);
        }

        (counter[0], counter[1], counter[2], counter[3]) = (c0, c1, c2, c3);
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextBits()
    {
        if (_left == 0)
        {
            (_block[0], _block[1], _block[2], _block[3]) = ((uint)_counter, (uint)(_counter >> 32), (uint)_stream, (uint)(_stream >> 32));
            Block(_block, (uint)_seed, (uint)(_seed >> 32));
            _counter++;
            _left = 4;
        }

        return _block[4 - _left--];
    }

    /// <summary>A uniform number strictly between 0 and 1, on a grid of 2^-53.</summary>
    public double NextUniform()
    {
        var high = NextBits() >> 5;
        var low = NextBits() >> 6;
        return (high * 67108864.0 + low + 0.5) / 9007199254740992.0;
    }

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1, without bias (Lemire 2019, doi 10.1145/3230636).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int NextBelow(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var range = (uint)count;
        var product = (ulong)NextBits() * range;
        if ((uint)product < range)
        {
            var floor = unchecked(0u - range) % range;
            while ((uint)product < floor)
                product = (ulong)NextBits() * range;
        }

        return (int)(product >> 32);
    }

    /// <summary>A standard normal number (polar method: Marsaglia and Bray 1964).</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        while (true)
        {
            var x = 2 * NextUniform() - 1;
            var y = 2 * NextUniform() - 1;
            var s = x * x + y * y;
            if (s is >= 1 or 0)
                continue;
            var scale = Math.Sqrt(-2 * Math.Log(s) / s);
            _spare = y * scale;
            return x * scale;
        }
    }
}
