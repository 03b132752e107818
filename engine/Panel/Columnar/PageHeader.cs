namespace IpdEngine.Panel.Columnar;

/// <summary>The header of a page, as parquet.thrift declares it.</summary>
internal sealed class PageHeader
{
    internal const int Data = 0, Index = 1, Dictionary = 2, DataV2 = 3;

    internal int Type { get; private set; } = -1;

    internal int UnpackedBytes { get; private set; } = -1;

    internal int PackedBytes { get; private set; } = -1;

    internal int Values { get; private set; } = -1;

    internal int Encoding { get; private set; } = -1;

    internal int LevelEncoding { get; private set; } = 3;

    internal int LevelBytes { get; private set; }

    internal int RepetitionBytes { get; private set; }

    internal bool IsPacked { get; private set; } = true;

    /// <exception cref="MalformedTableException">No page header, or sizes that cannot be.</exception>
    internal static PageHeader Read(ReadOnlySpan<byte> bytes, out int length)
    {
        var thrift = new ThriftReader(bytes);
        var header = new PageHeader();
        for (var field = 0; thrift.Next(ref field, out var type);)
            switch (field)
            {
                case 1: header.Type = thrift.Int32(); break;
                case 2: header.UnpackedBytes = thrift.Int32(); break;
                case 3: header.PackedBytes = thrift.Int32(); break;
                case 5 or 7 or 8 when type == ThriftReader.Struct: header.ReadInner(ref thrift, isV2: field == 8); break;
                default: thrift.Skip(type); break;
            }
        length = thrift.Position;
        return header;
    }

    private void ReadInner(ref ThriftReader thrift, bool isV2)
    {
        for (var field = 0; thrift.Next(ref field, out var type);)
            switch (isV2, field)
            {
                case (_, 1): Values = thrift.Int32(); break;
                case (false, 2) or (true, 4): Encoding = thrift.Int32(); break;
                case (false, 3) when type == ThriftReader.I32: LevelEncoding = thrift.Int32(); break;
                case (true, 5): LevelBytes = thrift.Int32(); break;
                case (true, 6): RepetitionBytes = thrift.Int32(); break;
                case (true, 7): IsPacked = type == ThriftReader.True; break;
                default: thrift.Skip(type); break;
            }
    }
}
