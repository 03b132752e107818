using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace IpdEngine.Panel.Columnar;

/// <summary>
/// Values one after the other, each brought to 64 bits by what its column means: the bits of a double for numbers and dates, a whole number, 0 or 1, or for
/// text the start (upper half) and length (lower half) of its UTF-8 bytes.
/// </summary>
internal static class PlainValues
{
    private const int JulianDayOf1970 = 2_440_588;
    private const double NanosecondsPerDay = 86_400e9;
    private const long ExactInDouble = 1L << 53;

    /// <param name="leaf">The column.</param>
    /// <param name="bytes">The page.</param>
    /// <param name="first">First byte of the values.</param>
    /// <param name="target">Where they go.</param>
    internal static void Read(Leaf leaf, byte[] bytes, int first, Span<long> target)
    {
        var source = bytes.AsSpan(first);
        var width = Width(leaf);
        if (leaf.Type == Physical.Boolean)
            Need(source, (target.Length + 7) / 8);
        else if (width > 0)
            Need(source, (long)width * target.Length);
        var at = 0;
        for (var i = 0; i < target.Length; i++)
        {
            if (leaf.Type == Physical.Boolean)
                target[i] = (source[i >> 3] >> (i & 7)) & 1;
            else if (leaf.Type == Physical.ByteArray)
                target[i] = ReadBytes(leaf, bytes, first, ref at);
            else
                target[i] = Fixed(leaf, source.Slice(i * width, width));
        }
    }

    /// <summary>Bytes of a value; 0 where it varies or is a bit.</summary>
    internal static int Width(Leaf leaf) => leaf.Type switch
    {
        Physical.Int32 or Physical.Float => 4,
        Physical.Int64 or Physical.Double => 8,
        Physical.Int96 => 12,
        Physical.FixedLengthByteArray => leaf.Width,
        _ => 0,
    };

    internal static long OfInteger(Leaf leaf, long raw) => leaf.Kind switch
    {
        ForeignKind.Date => Bits(raw / leaf.UnitsPerDay),
        ForeignKind.Number => Bits(Math.Abs((double)raw) <= ExactInDouble
            ? raw / Math.Pow(10, leaf.Scale)
            : Decimal(raw, leaf.Scale)),
        _ when leaf.UnsignedBits == 32 => (uint)raw,
        _ when leaf.UnsignedBits == 64 && raw < 0 => throw new MalformedTableException(
            $"whole number {(ulong)raw}", $"at most {long.MaxValue}", "write the column as text"),
        _ => raw,
    };

    private static long Fixed(Leaf leaf, ReadOnlySpan<byte> value) => leaf.Type switch
    {
        Physical.Int32 => OfInteger(leaf, BinaryPrimitives.ReadInt32LittleEndian(value)),
        Physical.Int64 => OfInteger(leaf, BinaryPrimitives.ReadInt64LittleEndian(value)),
        Physical.Float => Bits(BinaryPrimitives.ReadSingleLittleEndian(value)),
        Physical.Double => BinaryPrimitives.ReadInt64LittleEndian(value),
        Physical.Int96 => Bits(BinaryPrimitives.ReadInt32LittleEndian(value[8..]) - JulianDayOf1970 + BinaryPrimitives.ReadInt64LittleEndian(value) / NanosecondsPerDay),
        _ => Bits(leaf.Scale < 0 ? (double)BinaryPrimitives.ReadHalfLittleEndian(value) : Decimal(new BigInteger(value, isBigEndian: true), leaf.Scale)),
    };

    private static long ReadBytes(Leaf leaf, byte[] bytes, int first, ref int at)
    {
        Need(bytes.AsSpan(first + at), 4);
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(first + at));
        at += 4;
        if (length < 0)
            throw new MalformedTableException($"a text of {length} bytes", "none or more");
        Need(bytes.AsSpan(first + at), length);
        var start = first + at;
        at += length;
        return OfBytes(leaf, bytes, start, length);
    }

    internal static long OfBytes(Leaf leaf, byte[] bytes, int start, int length)
    {
        if (leaf.Kind == ForeignKind.Text)
            return ((long)start << 32) | (uint)length;
        if (length > 16)
            throw new MalformedTableException($"a decimal of {length} bytes", "at most 16");
        return Bits(Decimal(new BigInteger(bytes.AsSpan(start, length), isBigEndian: true), leaf.Scale));
    }

    private static double Decimal(BigInteger unscaled, int scale) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{unscaled}E-{scale}"), CultureInfo.InvariantCulture);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static void Need(ReadOnlySpan<byte> source, long bytes)
    {
        if (bytes > source.Length)
            throw new MalformedTableException($"a page with {source.Length} bytes left", $"{bytes}");
    }
}
