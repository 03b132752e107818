using System.Buffers;
using System.IO.Compression;
using Parquet;
using Parquet.Schema;

namespace IpdEngine.Panel.Tables;

/// <summary>Writes any table as Parquet: the same columns give the same bytes on any machine at any time.</summary>
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
        // Parquet.Net only has asynchronous calls; over memory and files they complete on this thread.
        WriteAsync(stream, columns).GetAwaiter().GetResult();
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

    private static async Task WriteAsync(Stream stream, IReadOnlyList<TableColumn> columns)
    {
        DataField[] fields = [.. columns.Select(Field)];
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy, CompressionLevel = CompressionLevel.Fastest };
        foreach (var text in columns.OfType<TextColumn>())
            options.ColumnEncodingHints[text.Name] = EncodingHint.Dictionary;
        var rows = columns[0].Count;
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Cast<Field>().ToArray()), stream, options).ConfigureAwait(false);
        for (var first = 0; first < rows; first += RowGroupRows)
        {
            var count = Math.Min(RowGroupRows, rows - first);
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < fields.Length; c++)
                await WriteAsync(group, fields[c], columns[c], first, count).ConfigureAwait(false);
            group.CompleteValidate();
        }
    }

    private static DataField Field(TableColumn column) => column switch
    {
        TextColumn => new DataField(column.Name, typeof(string), isNullable: true),
        ValueColumn<double> numbers => new DataField(column.Name, typeof(double), numbers.Nullable),
        ValueColumn<int> integers => new DataField(column.Name, typeof(int), integers.Nullable),
        _ => new DataField(column.Name, typeof(bool), isNullable: false),
    };

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, TableColumn column, int first, int count) => column switch
    {
        TextColumn texts => WriteAsync(group, field, texts, first, count),
        ValueColumn<double> numbers => WriteAsync(group, field, numbers, first, count),
        ValueColumn<int> integers => WriteAsync(group, field, integers, first, count),
        _ => WriteAsync(group, field, (ValueColumn<bool>)column, first, count),
    };

    private static async Task WriteAsync(ParquetRowGroupWriter group, DataField field, TextColumn column, int first, int count)
    {
        var levels = ArrayPool<int>.Shared.Rent(count);
        var packed = ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(count);
        var used = 0;
        for (var i = 0; i < count; i++)
        {
            var text = column[first + i];
            levels[i] = text is null ? 0 : 1;
            if (text is not null)
                packed[used++] = text.AsMemory();
        }
        await group.WriteAllPartsAsync<ReadOnlyMemory<char>>(field, packed.AsMemory(0, used), levels.AsMemory(0, count), null, default).ConfigureAwait(false);
        ArrayPool<int>.Shared.Return(levels);
        ArrayPool<ReadOnlyMemory<char>>.Shared.Return(packed, clearArray: true);
    }

    private static async Task WriteAsync<T>(ParquetRowGroupWriter group, DataField field, ValueColumn<T> column, int first, int count) where T : struct
    {
        var packed = ArrayPool<T>.Shared.Rent(count);
        if (!column.Nullable)
        {
            column.CopyTo(first, packed.AsSpan(0, count));
            await group.WriteAsync(field, (ReadOnlyMemory<T>)packed.AsMemory(0, count)).ConfigureAwait(false);
            ArrayPool<T>.Shared.Return(packed);
            return;
        }
        var levels = ArrayPool<int>.Shared.Rent(count);
        var used = column.Pack(first, levels.AsSpan(0, count), packed.AsSpan(0, count));
        await group.WriteAllPartsAsync<T>(field, packed.AsMemory(0, used), levels.AsMemory(0, count), null, default).ConfigureAwait(false);
        ArrayPool<int>.Shared.Return(levels);
        ArrayPool<T>.Shared.Return(packed);
    }
}
