using System.Runtime.CompilerServices;

namespace IpdEngine.Panel;

/// <summary>A column of values as Arrow wants their bytes. Where the number of rows is known beforehand nothing is ever copied.</summary>
/// <param name="expected">Rows that are expected.</param>
internal sealed class GrowingColumn<T>(int expected = 0) where T : unmanaged
{
    private const int FewestRows = 256;
    private byte[] _bytes = [];

    internal int Count { get; private set; }

    internal T this[int row]
    {
        get => ArrowColumns.View<T>(_bytes)[row];
        set => ArrowColumns.View<T>(_bytes)[row] = value;
    }

    internal void Add(T value)
    {
        var at = Count * Unsafe.SizeOf<T>();
        if (at == _bytes.Length)
            Array.Resize(ref _bytes, checked(Math.Max(Math.Max(expected, FewestRows) * Unsafe.SizeOf<T>(), 2 * _bytes.Length)));
        Unsafe.WriteUnaligned(ref _bytes[at], value);
        Count++;
    }

    /// <summary>The values as bytes, row i from row order[i] (null: as they stand); the column is empty afterwards.</summary>
    internal Memory<byte> Take(int[]? order)
    {
        var taken = _bytes.AsMemory(0, Count * Unsafe.SizeOf<T>());
        if (order is not null)
        {
            var bytes = ArrowColumns.Allocate<T>(Count);
            var from = ArrowColumns.View<T>(_bytes);
            var to = ArrowColumns.View<T>(bytes);
            for (var i = 0; i < to.Length; i++)
                to[i] = from[order[i]];
            taken = bytes;
        }
        _bytes = [];
        Count = 0;
        return taken;
    }
}
