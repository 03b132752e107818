using System.Buffers;
using System.Buffers.Binary;

namespace IpdEngine.Panel.Tables;

/// <summary>
/// Writes any table as Parquet: the same columns give the same bytes on any machine at any time. Row groups are encoded on all cores and written in order; what
/// repeats is kept once, under codes of few bits, which a general compression would not make smaller.
/// </summary>
public static class TableFile
{
    /// <summary>Rows in a row group: enough for the format to be fast, few enough for memory to stay small.</summary>
    public const int RowGroupRows = 131_072;

    /// <summary>Writes a table to a new file; an existing one is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">At least one column, all of one length, no name twice.</param>
    /// <exception cref="ArgumentException">No column, unequal lengths, or a name twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<TableColumn> columns)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        Write(file, columns);
    }

    /// <summary>Writes a table to a stream, which stays open and need not seek.</summary>
    /// <param name="stream">Where the file goes.</param>
    /// <param name="columns">At least one column, all of one length, no name twice.</param>
    /// <exception cref="ArgumentException">No column, unequal lengths, or a name twice.</exception>
    public static void Write(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(columns);
        Check(columns);
        stream.Write("PAR1"u8);
        var (footer, at, rows) = (new ParquetFooter(columns), 4L, columns[0].Count);
        var encoders = new Queue<RowGroupEncoder>();
        for (var worker = 0; worker < Environment.ProcessorCount && worker * (long)RowGroupRows < rows; worker++)
            encoders.Enqueue(new RowGroupEncoder(columns));
        var ahead = new Queue<Task<(int Rows, EncodedChunk[] Chunks)>>();
        for (var first = 0; first < rows || ahead.Count > 0;)
        {
            for (; first < rows && ahead.Count < encoders.Count; first += RowGroupRows)
            {
                var (from, encoder) = (first, encoders.Dequeue());
                encoders.Enqueue(encoder);
                ahead.Enqueue(Task.Run(() => encoder.Encode(from, Math.Min(RowGroupRows, rows - from))));
            }
            var group = ahead.Dequeue().GetAwaiter().GetResult();
            footer.Add(at, group.Rows, group.Chunks);
            foreach (var chunk in group.Chunks)
            {
                stream.Write(chunk.Bytes.WrittenSpan);
                at += chunk.Bytes.WrittenCount;
            }
        }
        var end = new ArrayBufferWriter<byte>();
        footer.WriteTo(end);
        BinaryPrimitives.WriteInt32LittleEndian(end.GetSpan(sizeof(int)), end.WrittenCount);
        end.Advance(sizeof(int));
        end.Write("PAR1"u8);
        stream.Write(end.WrittenSpan);
    }

    private static void Check(IReadOnlyList<TableColumn> columns)
    {
        if (columns.Count == 0)
            throw new ArgumentException("found no column, expected at least one", nameof(columns));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (column.Count != columns[0].Count)
                throw new ArgumentException(
                    $"found {column.Count} rows in column '{column.Name}', expected {columns[0].Count} as in '{columns[0].Name}'", nameof(columns));
            if (!names.Add(column.Name))
                throw new ArgumentException($"found column '{column.Name}' twice, expected each name once", nameof(columns));
        }
    }
}
