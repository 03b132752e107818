namespace IpdEngine.Panel.Tables;

/// <summary>Encodes one row group after the other, each of which lives until the next.</summary>
internal sealed class RowGroupEncoder(IReadOnlyList<TableColumn> columns)
{
    private readonly ChunkEncoder _encoder = new();
    private readonly EncodedChunk[] _chunks = [.. columns.Select(_ => new EncodedChunk())];

    /// <summary>The encoded rows from <paramref name="first"/> on, column by column.</summary>
    internal (int Rows, EncodedChunk[] Chunks) Encode(int first, int rows)
    {
        for (var c = 0; c < _chunks.Length; c++)
            _encoder.Encode(columns[c], first, rows, _chunks[c]);
        return (rows, _chunks);
    }
}
