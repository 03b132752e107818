using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace IpdEngine.Panel;

/// <summary>Arrow arrays over value bytes that are already in place, without copying them.</summary>
internal static class ArrowColumns
{
    internal static byte[] Allocate<T>(int count) where T : unmanaged =>
        GC.AllocateUninitializedArray<byte>(checked(count * Marshal.SizeOf<T>()));

    internal static Span<T> View<T>(Span<byte> bytes) where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes);

    internal static DoubleArray Doubles(Memory<byte> values)
    {
        var view = View<double>(values.Span);
        var (validity, nulls) = Validity<double>(view, static v => double.IsNaN(v));
        return new DoubleArray(new ArrowBuffer(values), validity, view.Length, nulls, 0);
    }

    internal static Int32Array Ints(Memory<byte> values, int unknown)
    {
        var view = View<int>(values.Span);
        var (validity, nulls) = Validity<int>(view, v => v == unknown);
        return new Int32Array(new ArrowBuffer(values), validity, view.Length, nulls, 0);
    }

    internal static Int32Array Ints(Memory<byte> values) =>
        new(new ArrowBuffer(values), ArrowBuffer.Empty, values.Length / sizeof(int), 0, 0);

    internal static DictionaryArray Codes(Int32Array codes, StringArray labels) =>
        new(DictionaryOfText, codes, labels);

    internal static DictionaryType DictionaryOfText { get; } = new(Int32Type.Default, StringType.Default, ordered: false);

    internal static StringArray Strings(IEnumerable<string> values) => new StringArray.Builder().AppendRange(values).Build();

    private static (ArrowBuffer Bitmap, int Nulls) Validity<T>(ReadOnlySpan<T> values, Func<T, bool> isMissing) where T : unmanaged
    {
        var nulls = 0;
        foreach (var value in values)
            if (isMissing(value))
                nulls++;
        if (nulls == 0)
            return (ArrowBuffer.Empty, 0);
        var bits = new byte[(values.Length + 7) / 8];
        for (var i = 0; i < values.Length; i++)
            if (!isMissing(values[i]))
                bits[i >> 3] |= (byte)(1 << (i & 7));
        return (new ArrowBuffer(bits), nulls);
    }
}
