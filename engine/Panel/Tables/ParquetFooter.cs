using System.Buffers;

namespace IpdEngine.Panel.Tables;

/// <summary>What stands at the end of a Parquet file: its schema, and where each column of each row group is.</summary>
/// <remarks>github.com/apache/parquet-format, src/main/thrift/parquet.thrift; the numbers are its field ids and enum values.</remarks>
internal sealed class ParquetFooter(IReadOnlyList<TableColumn> columns)
{
    private const int Required = 0;
    private const int Optional = 1;
    private const int Uncompressed = 0;
    private const int ByteArray = 6;
    private readonly List<WrittenGroup> _groups = [];

    /// <summary>Notes a row group that has been written.</summary>
    /// <param name="offset">Where it begins in the file.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="chunks">Its columns, one after the other.</param>
    internal void Add(long offset, int rows, IReadOnlyList<EncodedChunk> chunks) =>
        _groups.Add(new WrittenGroup(offset, rows, [.. chunks.Select(chunk => new Place(chunk.Bytes.WrittenCount, chunk.DictionaryBytes, chunk.Rows, chunk.Missing))]));

    internal void WriteTo(ArrayBufferWriter<byte> target)
    {
        var footer = new ThriftWriter(target);
        footer.Int(1, 1);
        footer.List(2, ThriftWriter.StructType, 1 + columns.Count);
        footer.BeginElement();
        footer.Text(4, "root");
        footer.Int(5, columns.Count);
        footer.End();
        foreach (var column in columns)
            WriteSchema(footer, column);
        footer.Long(3, columns[0].Count);
        footer.List(4, ThriftWriter.StructType, _groups.Count);
        foreach (var group in _groups)
            WriteGroup(footer, group);
        footer.Text(6, "IpdEngine");
        footer.End();
    }

    private static void WriteSchema(ThriftWriter footer, TableColumn column)
    {
        footer.BeginElement();
        footer.Int(1, TypeOf(column));
        footer.Int(3, column.Nullable ? Optional : Required);
        footer.Text(4, column.Name);
        if (column is TextColumn)
        {
            footer.Int(6, 0);
            footer.Begin(10);
            footer.Begin(1);
            footer.End();
            footer.End();
        }
        footer.End();
    }

    private void WriteGroup(ThriftWriter footer, WrittenGroup group)
    {
        var at = group.Offset;
        footer.BeginElement();
        footer.List(1, ThriftWriter.StructType, columns.Count);
        for (var c = 0; c < columns.Count; c++)
        {
            WriteChunk(footer, columns[c], group.Chunks[c], at);
            at += group.Chunks[c].Bytes;
        }
        footer.Long(2, at - group.Offset);
        footer.Long(3, group.Rows);
        footer.End();
    }

    private static void WriteChunk(ThriftWriter footer, TableColumn column, Place chunk, long at)
    {
        footer.BeginElement();
        footer.Long(2, at);
        footer.Begin(3);
        footer.Int(1, TypeOf(column));
        int[] encodings = chunk.DictionaryBytes > 0 ? [PageEncoding.Plain, PageEncoding.Runs, PageEncoding.DictionaryCodes] : [PageEncoding.Plain, PageEncoding.Runs];
        footer.List(2, ThriftWriter.IntType, encodings.Length);
        foreach (var encoding in encodings)
            footer.Element(encoding);
        footer.List(3, ThriftWriter.TextType, 1);
        footer.Element(column.Name);
        footer.Int(4, Uncompressed);
        footer.Long(5, chunk.Rows);
        footer.Long(6, chunk.Bytes);
        footer.Long(7, chunk.Bytes);
        footer.Long(9, at + chunk.DictionaryBytes);
        if (chunk.DictionaryBytes > 0)
            footer.Long(11, at);
        footer.Begin(12);
        footer.Long(3, chunk.Missing);
        footer.End();
        footer.End();
        footer.End();
    }

    private static int TypeOf(TableColumn column) => column switch
    {
        TextColumn => ByteArray,
        ValueColumn<double> => 5,
        ValueColumn<int> => 1,
        _ => 0,
    };

    private sealed record WrittenGroup(long Offset, int Rows, Place[] Chunks);

    private readonly record struct Place(int Bytes, int DictionaryBytes, int Rows, int Missing);
}
