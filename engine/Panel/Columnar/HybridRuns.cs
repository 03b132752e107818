namespace IpdEngine.Panel.Columnar;

/// <summary>The format's hybrid of run lengths and bit packing, for levels, dictionary indices and truth values.</summary>
/// <remarks>github.com/apache/parquet-format, Encodings.md, RLE = 3.</remarks>
internal static class HybridRuns
{
    /// <summary>Fills the target; too few values are a fault, more are padding.</summary>
    internal static void Read(ReadOnlySpan<byte> bytes, int width, Span<int> target)
    {
        if (width is < 0 or > 32)
            throw new MalformedTableException($"values of {width} bits", "0 to 32");
        var (at, done) = (0, 0);
        while (done < target.Length)
        {
            var header = Varint(bytes, ref at);
            if ((header & 1) == 0)
            {
                var value = Number(bytes, ref at, (width + 7) / 8);
                var run = (int)Math.Min(header >> 1, (uint)(target.Length - done));
                target.Slice(done, run).Fill(value);
                done += run;
                if (run == 0)
                    throw new MalformedTableException("an empty run", "a run of values");
            }
            else
            {
                var count = (int)Math.Min((ulong)(header >> 1) * 8, (ulong)(target.Length - done));
                var packed = (long)(header >> 1) * width;
                if (count == 0)
                    throw new MalformedTableException("an empty run", "a run of values");
                var available = bytes[at..Math.Min(bytes.Length, (int)Math.Min(at + packed, int.MaxValue))];
                Unpack(available, width, target.Slice(done, count));
                at += available.Length;
                done += count;
            }
        }
    }

    /// <summary>Values of a width in bits, packed from the least significant bit on.</summary>
    internal static void Unpack(ReadOnlySpan<byte> bytes, int width, Span<int> target)
    {
        if (((long)target.Length * width + 7) / 8 > bytes.Length)
            throw new MalformedTableException("the end of the page", $"{target.Length} values of {width} bits");
        var mask = width == 32 ? uint.MaxValue : (1u << width) - 1;
        var (bits, held, at) = (0UL, 0, 0);
        for (var i = 0; i < target.Length; i++)
        {
            for (; held < width; held += 8)
                bits |= (ulong)bytes[at++] << held;
            target[i] = (int)((uint)bits & mask);
            bits >>= width;
            held -= width;
        }
    }

    private static uint Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Number(bytes, ref at, 1);
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new MalformedTableException("a run's length of more than five bytes", "at most five");
    }

    private static int Number(ReadOnlySpan<byte> bytes, ref int at, int count)
    {
        if (count > bytes.Length - at)
            throw new MalformedTableException("the end of the page", "a run of values");
        var number = 0;
        for (var i = 0; i < count; i++)
            number |= bytes[at++] << (8 * i);
        return number;
    }
}
