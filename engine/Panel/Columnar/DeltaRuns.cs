namespace IpdEngine.Panel.Columnar;

/// <summary>Whole numbers as differences, packed block by block.</summary>
/// <remarks>github.com/apache/parquet-format, Encodings.md, DELTA_BINARY_PACKED = 5.</remarks>
internal static class DeltaRuns
{
    /// <summary>Fills the target and returns the bytes used.</summary>
    internal static int Read(ReadOnlySpan<byte> bytes, Span<long> target)
    {
        var at = 0;
        var (block, minis, total) = (Varint(bytes, ref at), Varint(bytes, ref at), Varint(bytes, ref at));
        var value = Zigzag(Varint(bytes, ref at));
        if (minis is 0 or > 512 || block is 0 or > 65_536 || block % minis != 0 || block / minis % 8 != 0 || total != (ulong)target.Length)
            throw new MalformedTableException($"{total} differences in blocks of {block} and {minis}", $"{target.Length} in whole blocks");
        if (target.Length == 0)
            return at;
        target[0] = value;
        var perMini = (int)(block / minis);
        for (var done = 1; done < target.Length;)
        {
            var least = Zigzag(Varint(bytes, ref at));
            if ((int)minis > bytes.Length - at)
                throw Short();
            var widths = bytes.Slice(at, (int)minis);
            at += widths.Length;
            foreach (var width in widths)
            {
                if (done == target.Length)
                    break;
                var packed = perMini / 8 * width;
                if (width > 64 || packed > bytes.Length - at)
                    throw Short();
                var mini = bytes.Slice(at, packed);
                at += packed;
                for (var i = 0; i < perMini && done < target.Length; i++)
                    target[done++] = value = unchecked(value + least + (long)Bits(mini, (long)i * width, width));
            }
        }
        return at;
    }

    private static ulong Bits(ReadOnlySpan<byte> bytes, long first, int width)
    {
        var bits = 0UL;
        for (var b = 0; b < width; b++)
            bits |= (ulong)((bytes[(int)((first + b) >> 3)] >> (int)((first + b) & 7)) & 1) << b;
        return bits;
    }

    private static long Zigzag(ulong raw) => (long)(raw >> 1) ^ -(long)(raw & 1);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= bytes.Length)
                throw Short();
            var part = bytes[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw Short();
    }

    private static MalformedTableException Short() => new("a block of differences that ends early", "all its bytes");
}
