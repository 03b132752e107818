using System.Buffers.Binary;

namespace IpdEngine.Panel.Columnar;

/// <summary>Where the pages of one column in one row group lie.</summary>
internal readonly record struct Chunk(int Codec, long Values, long Start, long Length);

/// <summary>The footer of a Parquet file: columns, row groups, and where everything lies; checked against the file's length.</summary>
/// <remarks>github.com/apache/parquet-format, src/main/thrift/parquet.thrift.</remarks>
internal sealed class FileFooter
{
    private const int MaximumFooter = 64 * 1024 * 1024;
    private const int TailBytes = 8;
    private readonly List<Chunk[]> _chunks = [];
    private readonly List<long> _rows = [];
    private int _fileColumns;

    internal List<Leaf> Leaves { get; } = [];

    internal List<(string Name, string Why)> Skipped { get; } = [];

    internal int RowGroups => _rows.Count;

    internal long Rows(int group) => _rows[group];

    internal Chunk Chunk(int group, Leaf leaf) => _chunks[group][leaf.Index];

    /// <exception cref="MalformedTableException">The bytes are no Parquet file.</exception>
    internal static FileFooter Read(Stream file, int mostColumns)
    {
        if (file.Length < TailBytes + 4)
            throw new MalformedTableException($"{file.Length} bytes", "a Parquet file");
        var tail = Bytes(file, file.Length - TailBytes, TailBytes);
        if (!Bytes(file, 0, 4).AsSpan().SequenceEqual("PAR1"u8) || !tail.AsSpan(4).SequenceEqual("PAR1"u8))
            throw new MalformedTableException("other bytes at the file's ends", "PAR1 at both: the file is cut short, encrypted or no Parquet");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (length > MaximumFooter || length > file.Length - TailBytes - 4)
            throw new MalformedTableException($"a footer of {length} bytes", $"at most {Math.Min(MaximumFooter, file.Length - TailBytes - 4)}");
        var thrift = new ThriftReader(Bytes(file, file.Length - TailBytes - length, (int)length));
        var footer = new FileFooter();
        for (var field = 0; thrift.Next(ref field, out var type);)
            switch (field)
            {
                case 2 when type == ThriftReader.List: footer.ReadSchema(ref thrift, mostColumns); break;
                case 4 when type == ThriftReader.List: footer.ReadRowGroups(ref thrift, file.Length - TailBytes - length); break;
                default: thrift.Skip(type); break;
            }
        return footer;
    }

    internal static byte[] Bytes(Stream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    private void ReadSchema(ref ThriftReader thrift, int mostColumns)
    {
        var count = thrift.ListOf(out var type);
        var elements = new List<SchemaElement>();
        for (var i = 0; i < count; i++)
            elements.Add(type == ThriftReader.Struct ? SchemaElement.Read(ref thrift) : throw new MalformedTableException($"a schema of type {type}", "structures"));
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 1; at < elements.Count;)
        {
            var element = elements[at];
            var (leaf, why) = element.ToLeaf(_fileColumns);
            if (leaf is not null && !names.Add(leaf.Name))
                throw new MalformedTableException($"column '{leaf.Name}' twice", "each column once", "rename one of them");
            if (leaf is not null)
                Leaves.Add(leaf);
            else
                Skipped.Add((element.Name, why));
            at = PastElement(elements, at);
            if (Leaves.Count + Skipped.Count > mostColumns)
                throw new MalformedTableException($"more than {mostColumns} columns", $"at most {mostColumns}", "leave out columns that no one needs");
        }
    }

    // Walks an element's subtree by counting the elements still owed, so that depth costs nothing.
    private int PastElement(List<SchemaElement> elements, int at)
    {
        for (var owed = 1L; owed > 0 && at < elements.Count; at++)
        {
            var children = elements[at].Children;
            if (children < 0)
                throw new MalformedTableException($"{children} children in the schema", "none or more");
            if (children == 0)
                _fileColumns++;
            owed += children - 1;
        }
        return at;
    }

    private void ReadRowGroups(ref ThriftReader thrift, long dataEnd)
    {
        for (var left = thrift.ListOf(out _); left > 0; left--)
        {
            List<Chunk> chunks = [];
            var rows = -1L;
            for (var field = 0; thrift.Next(ref field, out var type);)
                if (field == 1 && type == ThriftReader.List)
                    for (var columns = thrift.ListOf(out _); columns > 0; columns--)
                        chunks.Add(ReadChunk(ref thrift, dataEnd));
                else if (field == 3)
                    rows = thrift.Integer();
                else
                    thrift.Skip(type);
            if (rows < 0 || chunks.Count != _fileColumns || Leaves.Any(leaf => chunks[leaf.Index].Values != rows))
                throw new MalformedTableException($"a row group of {rows} rows and {chunks.Count} columns", $"{_fileColumns} columns with a value a row");
            _rows.Add(rows);
            _chunks.Add([.. chunks]);
        }
    }

    private static Chunk ReadChunk(ref ThriftReader thrift, long dataEnd)
    {
        var (codec, values, length, data, dictionary) = (-1, -1L, -1L, 0L, 0L);
        for (var field = 0; thrift.Next(ref field, out var type);)
            if (field == 3 && type == ThriftReader.Struct)
                for (var inner = 0; thrift.Next(ref inner, out var innerType);)
                    switch (inner)
                    {
                        case 4: codec = thrift.Int32(); break;
                        case 5: values = thrift.Integer(); break;
                        case 7: length = thrift.Integer(); break;
                        case 9: data = thrift.Integer(); break;
                        case 11: dictionary = thrift.Integer(); break;
                        default: thrift.Skip(innerType); break;
                    }
            else
                thrift.Skip(type);
        // Some writers leave the dictionary's offset at 0 where there is one, others set it past the data: the first page is the lower of the two.
        var start = dictionary > 0 ? Math.Min(dictionary, data) : data;
        if (start < 4 || length < 0 || length > dataEnd - start)
            throw new MalformedTableException($"{length} bytes of a column at {start}", $"bytes between 4 and {dataEnd}", "the file is cut short or damaged; copy it again");
        return new Chunk(codec, values, start, length);
    }
}
