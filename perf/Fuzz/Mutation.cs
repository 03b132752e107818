using System.Buffers.Binary;
using System.Numerics;

namespace IpdEngine.Perf.Fuzz;

/// <summary>A damaged file that follows from its seed alone: the same seed damages the same files the same way on any machine.</summary>
/// <param name="seed">Any number; it is printed with whatever it brings to light.</param>
internal sealed class Mutation(ulong seed)
{
    // Counts and lengths that arithmetic slips on.
    private static readonly long[] s_oddNumbers =
        [0, 1, -1, 2, 3, 7, 8, 127, 128, 255, 256, 999, 32_767, 32_768, 65_535, 65_536, 0x00ff_ffff, 0x7fff_fff8, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, 1L << 40];

    private ulong _counter;

    /// <summary>Damages a file in one to six ways; now and then with bytes of another.</summary>
    public byte[] Of(byte[] original, byte[] other)
    {
        byte[] bytes = [.. original];
        var ways = 1 + Next(6);
        for (var i = 0; i < ways && bytes.Length > 0; i++)
            bytes = Once(bytes, other);
        return bytes;
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Next(int end) => end <= 0 ? 0 : (int)(Word() % (ulong)end);

    private byte[] Once(byte[] bytes, byte[] other)
    {
        var at = Place(bytes.Length);
        switch (Next(10))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << Next(8));
                return bytes;
            case 2:
                bytes[at] = (byte)Word();
                return bytes;
            case 3 or 4 or 5:
                WriteNumber(bytes, at);
                return bytes;
            case 6:
                return bytes[..at];
            case 7:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + Next(300))..]];
            case 8:
                var from = Next(other.Length);
                return [.. bytes[..at], .. other[from..Math.Min(other.Length, from + 1 + Next(600))], .. bytes[at..]];
            default:
                var length = Math.Min(1 + Next(64), bytes.Length - at);
                bytes.AsSpan(Next(bytes.Length - length), length).CopyTo(bytes.AsSpan(at, length));
                return bytes;
        }
    }

    // Half of the damage goes to the first kilobyte, where the counts are.
    private int Place(int length) => Next(2) == 0 ? Next(Math.Min(length, 1024)) : Next(length);

    private void WriteNumber(byte[] bytes, int at)
    {
        var number = s_oddNumbers[Next(s_oddNumbers.Length)];
        Span<byte> eight = stackalloc byte[8];
        var size = 1 << Next(4);
        if (Next(2) == 0)
            BinaryPrimitives.WriteInt64LittleEndian(eight, number);
        else
            BinaryPrimitives.WriteInt64BigEndian(eight, number << (64 - 8 * size));
        at &= ~(size - 1);
        var room = Math.Min(size, bytes.Length - at);
        eight[..room].CopyTo(bytes.AsSpan(at));
    }

    // SplitMix64 (Steele, Lea and Flood 2014) of seed and counter.
    private ulong Word()
    {
        var z = BitOperations.RotateLeft(seed * 0xD1342543DE82EF95, 17) + ++_counter * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
