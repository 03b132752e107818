namespace IpdEngine.Panel;

/// <summary>A column that grows by fixed chunks: appending never copies what is there, so ten million rows cost their own size only.</summary>
internal sealed class GrowingColumn<T> where T : unmanaged
{
    private const int ChunkBits = 14;
    private const int ChunkRows = 1 << ChunkBits;
    private readonly List<T[]> _chunks = [];

    internal int Count { get; private set; }

    internal T this[int row] => _chunks[row >> ChunkBits][row & (ChunkRows - 1)];

    internal void Add(T value)
    {
        var at = Count & (ChunkRows - 1);
        if (at == 0)
            _chunks.Add(new T[Math.Min(ChunkRows, Count == 0 ? 1024 : ChunkRows)]);
        else if (at == _chunks[^1].Length)
        {
            var grown = _chunks[^1];
            Array.Resize(ref grown, Math.Min(ChunkRows, grown.Length * 2));
            _chunks[^1] = grown;
        }
        _chunks[^1][at] = value;
        Count++;
    }

    /// <summary>The values as bytes, row i from row order[i] (null: as they stand); the column is empty afterwards.</summary>
    internal byte[] Take(int[]? order)
    {
        var bytes = ArrowColumns.Allocate<T>(Count);
        var view = ArrowColumns.View<T>(bytes);
        if (order is null)
            for (var first = 0; first < Count; first += ChunkRows)
                _chunks[first >> ChunkBits].AsSpan(0, Math.Min(ChunkRows, Count - first)).CopyTo(view[first..]);
        else
            for (var i = 0; i < view.Length; i++)
                view[i] = this[order[i]];
        _chunks.Clear();
        Count = 0;
        return bytes;
    }
}
