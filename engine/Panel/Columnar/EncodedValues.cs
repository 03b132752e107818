namespace IpdEngine.Panel.Columnar;

/// <summary>Values of a page in any of the format's encodings.</summary>
/// <param name="Values">The values as <see cref="PlainValues"/> says.</param>
/// <param name="Source">The bytes that hold the characters of text.</param>
internal readonly record struct EncodedValues(long[] Values, byte[] Source)
{
    private const int Plain = 0, PlainDictionary = 2, Rle = 3, DeltaBinaryPacked = 5, DeltaLengthByteArray = 6, RleDictionary = 8, ByteStreamSplit = 9;

    internal static EncodedValues Read(Leaf leaf, int encoding, byte[] page, int first, int count, EncodedValues? dictionary)
    {
        var values = new long[count];
        var source = page;
        switch (encoding)
        {
            case Plain:
                PlainValues.Read(leaf, page, first, values);
                break;
            case PlainDictionary or RleDictionary:
                var entries = dictionary ?? throw new MalformedTableException("values of a dictionary", "the dictionary before them");
                Look(page.AsSpan(first), entries.Values, values);
                source = entries.Source;
                break;
            case Rle when leaf.Type == Physical.Boolean:
                ReadFlags(page.AsSpan(first), values);
                break;
            case DeltaBinaryPacked when leaf.Type is Physical.Int32 or Physical.Int64:
                DeltaRuns.Read(page.AsSpan(first), values);
                foreach (ref var value in values.AsSpan())
                    value = PlainValues.OfInteger(leaf, leaf.Type == Physical.Int32 ? (int)value : value);
                break;
            case DeltaLengthByteArray when leaf.Type == Physical.ByteArray:
                ReadLengths(leaf, page, first, values);
                break;
            case ByteStreamSplit when PlainValues.Width(leaf) > 0:
                PlainValues.Read(leaf, Joined(page.AsSpan(first), PlainValues.Width(leaf), count), 0, values);
                break;
            default:
                throw new MalformedTableException($"encoding {encoding}", "plain, dictionary, run lengths, delta or byte stream split", "write the file with plain or dictionary encoding");
        }
        return new EncodedValues(values, source);
    }

    private static void Look(ReadOnlySpan<byte> bytes, long[] entries, long[] values)
    {
        if (values.Length == 0)
            return;
        if (bytes.IsEmpty)
            throw new MalformedTableException("no indices", $"{values.Length}");
        var indices = new int[values.Length];
        HybridRuns.Read(bytes[1..], bytes[0], indices);
        for (var i = 0; i < indices.Length; i++)
            values[i] = (uint)indices[i] < (uint)entries.Length
                ? entries[indices[i]]
                : throw new MalformedTableException($"entry {(uint)indices[i]} of the dictionary", $"one of {entries.Length}");
    }

    private static void ReadFlags(ReadOnlySpan<byte> bytes, long[] values)
    {
        var flags = new int[values.Length];
        HybridRuns.Read(bytes[Math.Min(4, bytes.Length)..], 1, flags);
        for (var i = 0; i < flags.Length; i++)
            values[i] = flags[i];
    }

    private static void ReadLengths(Leaf leaf, byte[] page, int first, long[] values)
    {
        var start = (long)first + DeltaRuns.Read(page.AsSpan(first), values);
        for (var i = 0; i < values.Length; i++)
        {
            var length = values[i];
            if (length < 0 || length > page.Length - start)
                throw new MalformedTableException($"a text of {length} bytes", $"at most {page.Length - start}");
            values[i] = PlainValues.OfBytes(leaf, page, (int)start, (int)length);
            start += length;
        }
    }

    private static byte[] Joined(ReadOnlySpan<byte> bytes, int width, int count)
    {
        if ((long)width * count > bytes.Length)
            throw new MalformedTableException($"a page with {bytes.Length} bytes left", $"{(long)width * count}");
        var joined = new byte[width * count];
        for (var i = 0; i < count; i++)
            for (var b = 0; b < width; b++)
                joined[i * width + b] = bytes[b * count + i];
        return joined;
    }
}
