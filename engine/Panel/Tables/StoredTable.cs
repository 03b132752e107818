using System.Buffers;
using Parquet;
using Parquet.Schema;

namespace IpdEngine.Panel.Tables;

/// <summary>Reads back, column by column, a table that this program wrote and whose hash has been verified.</summary>
/// <remarks>Not for uploads: it trusts the bytes. One row group is in memory beside the result.</remarks>
internal sealed class StoredTable : IDisposable
{
    private readonly FileStream _file;
    private readonly ParquetReader _reader;

    /// <exception cref="BrokenStoreException">The file is no Parquet file.</exception>
    internal StoredTable(string path)
    {
        Path = path;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            _reader = ParquetReader.CreateAsync(_file).GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            _file.Dispose();
            throw new BrokenStoreException(path, null, "a Parquet file", e.Message, e);
        }
        Rows = checked((int)_reader.RowGroups.Sum(group => group.RowCount));
        Columns = [.. _reader.Schema.GetDataFields().Select(field => field.Name)];
    }

    internal string Path { get; }

    internal int Rows { get; }

    internal IReadOnlyList<string> Columns { get; }

    /// <summary>Doubles as bytes, null = NaN.</summary>
    internal byte[] Doubles(string column) => Values(column, double.NaN);

    /// <summary>Integers as bytes, null = <paramref name="missing"/>.</summary>
    internal byte[] Integers(string column, int missing) => Values(column, missing);

    /// <summary>Text, handed over row by row; the characters live until the call returns. A missing row has none.</summary>
    internal void Texts(string column, Action<int, ReadOnlyMemory<char>, bool> take)
    {
        var field = Field(column, typeof(ReadOnlyMemory<char>));
        var row = 0;
        foreach (var group in _reader.RowGroups)
        {
            var count = checked((int)group.RowCount);
            var (values, levels) = (ArrayPool<ReadOnlyMemory<char>>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
            group.ReadRawAsync<ReadOnlyMemory<char>>(field, values.AsMemory(0, count), levels.AsMemory(0, count), null).AsTask().GetAwaiter().GetResult();
            var next = 0;
            for (var i = 0; i < count; i++)
                take(row++, levels[i] == 1 ? values[next++] : default, levels[i] == 0);
            ArrayPool<ReadOnlyMemory<char>>.Shared.Return(values, clearArray: true);
            ArrayPool<int>.Shared.Return(levels);
        }
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Dispose();
    }

    private byte[] Values<T>(string column, T missing) where T : unmanaged
    {
        var field = Field(column, typeof(T));
        var bytes = ArrowColumns.Allocate<T>(Rows);
        var row = 0;
        foreach (var group in _reader.RowGroups)
        {
            var count = checked((int)group.RowCount);
            var (values, levels) = (ArrayPool<T>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(count));
            Memory<int>? given = field.IsNullable ? levels.AsMemory(0, count) : (Memory<int>?)null;
            group.ReadRawAsync<T>(field, values.AsMemory(0, count), given, null).AsTask().GetAwaiter().GetResult();
            var target = ArrowColumns.View<T>(bytes).Slice(row, count);
            var next = 0;
            for (var i = 0; i < count; i++)
                target[i] = !field.IsNullable || levels[i] == 1 ? values[next++] : missing;
            row += count;
            ArrayPool<T>.Shared.Return(values);
            ArrayPool<int>.Shared.Return(levels);
        }
        return bytes;
    }

    private DataField Field(string column, Type type)
    {
        var field = _reader.Schema.GetDataFields().FirstOrDefault(field => field.Name == column)
            ?? throw new BrokenStoreException(Path, column, "the column", $"columns {string.Join(", ", Columns)}");
        return field.ClrType == type ? field : throw new BrokenStoreException(Path, column, type.Name, field.ClrType.Name);
    }
}
