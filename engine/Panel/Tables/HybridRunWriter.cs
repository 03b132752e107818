using System.Buffers;

namespace IpdEngine.Panel.Tables;

/// <summary>The format's hybrid of run lengths and bit packing, for levels and dictionary indices.</summary>
/// <remarks>github.com/apache/parquet-format, Encodings.md, RLE = 3.</remarks>
internal static class HybridRunWriter
{
    private const int Group = 8;

    /// <summary>Writes values of a width in bits: runs of eight or more as such, what stands between them packed in groups of eight.</summary>
    internal static void Write(ReadOnlySpan<int> values, int width, ArrayBufferWriter<byte> target)
    {
        var (packedFrom, at) = (0, 0);
        while (at < values.Length)
        {
            var rest = values[at..];
            var run = rest.IndexOfAnyExcept(rest[0]);
            run = run < 0 ? rest.Length : run;
            // A group that was begun is filled up before a run can stand for itself.
            var missing = (Group - (at - packedFrom) % Group) % Group;
            var taken = Math.Min(run, missing);
            (at, run) = (at + taken, run - taken);
            if (run >= Group)
            {
                Pack(values[packedFrom..at], width, target);
                Repeat(values[at], run, width, target);
                packedFrom = at + run;
            }
            at += run;
        }
        Pack(values[packedFrom..], width, target);
    }

    private static void Repeat(int value, int count, int width, ArrayBufferWriter<byte> target)
    {
        Varint((uint)count << 1, target);
        for (var bits = 0; bits < width; bits += 8)
            Byte(value >> bits, target);
    }

    private static void Pack(ReadOnlySpan<int> values, int width, ArrayBufferWriter<byte> target)
    {
        if (values.Length == 0)
            return;
        var groups = (values.Length + Group - 1) / Group;
        Varint(((uint)groups << 1) | 1, target);
        var bytes = target.GetSpan(groups * width);
        var (bits, held, at) = (0UL, 0, 0);
        for (var i = 0; i < groups * Group; i++)
        {
            bits |= (i < values.Length ? (ulong)(uint)values[i] : 0) << held;
            for (held += width; held >= 8; held -= 8, bits >>= 8)
                bytes[at++] = (byte)bits;
        }
        target.Advance(groups * width);
    }

    private static void Varint(uint value, ArrayBufferWriter<byte> target)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((int)(value & 0x7F) | 0x80, target);
        Byte((int)value, target);
    }

    private static void Byte(int value, ArrayBufferWriter<byte> target)
    {
        target.GetSpan(1)[0] = (byte)value;
        target.Advance(1);
    }
}
