namespace IpdEngine.Intake.Mapping;

/// <summary>A growing column of plain values in chunks: growing copies nothing, so a column costs its own size only.</summary>
internal sealed class ChunkedColumn<T> where T : unmanaged
{
    private const int ChunkBits = 13;
    private const int ChunkRows = 1 << ChunkBits;

    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public T this[int row]
    {
        get => _chunks[row >> ChunkBits][row & (ChunkRows - 1)];
        set => _chunks[row >> ChunkBits][row & (ChunkRows - 1)] = value;
    }

    public void Add(T value)
    {
        var at = Count++ & (ChunkRows - 1);
        if (at == 0)
            _chunks.Add(new T[ChunkRows]);
        _chunks[^1][at] = value;
    }
}
