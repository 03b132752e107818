using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace IpdEngine.Panel.Tables;

/// <summary>A column of one row group as the bytes of the file: a page of distinct values where they are few, and a page of the rows.</summary>
internal sealed class EncodedChunk
{
    private const int DataPage = 0;
    private const int DictionaryPage = 2;
    private readonly ArrayBufferWriter<byte> _body = new();
    private readonly ArrayBufferWriter<byte> _runs = new();

    /// <summary>The pages.</summary>
    internal ArrayBufferWriter<byte> Bytes { get; } = new();

    /// <summary>Bytes of the page of distinct values; 0 where there is none.</summary>
    internal int DictionaryBytes { get; private set; }

    internal int Rows { get; private set; }

    internal int Missing { get; private set; }

    internal void Clear()
    {
        Bytes.ResetWrittenCount();
        DictionaryBytes = 0;
    }

    /// <summary>Writes the distinct values, which <paramref name="values"/> holds one after the other in the plain encoding.</summary>
    internal void WriteDictionary(ReadOnlySpan<byte> values, int count)
    {
        var header = Header(DictionaryPage, values.Length);
        header.Begin(7);
        header.Int(1, count);
        header.Int(2, PageEncoding.Plain);
        header.End();
        header.End();
        Bytes.Write(values);
        DictionaryBytes = Bytes.WrittenCount;
    }

    /// <summary>Writes the rows as codes into the distinct values.</summary>
    internal void WriteCodes(ReadOnlySpan<int> levels, ReadOnlySpan<int> codes, int distinct, int rows)
    {
        BeginBody(levels);
        var width = distinct < 2 ? distinct : 32 - BitOperations.LeadingZeroCount((uint)(distinct - 1));
        _body.Write([(byte)width]);
        HybridRunWriter.Write(codes, width, _body);
        WriteRows(PageEncoding.DictionaryCodes, levels, codes.Length, rows);
    }

    /// <summary>Writes the rows as they are in the plain encoding.</summary>
    internal void WritePlain(ReadOnlySpan<int> levels, ReadOnlySpan<byte> values, int count, int rows)
    {
        BeginBody(levels);
        _body.Write(values);
        WriteRows(PageEncoding.Plain, levels, count, rows);
    }

    // A column that cannot be missing has no levels at all.
    private void BeginBody(ReadOnlySpan<int> levels)
    {
        _body.ResetWrittenCount();
        if (levels.Length == 0)
            return;
        _runs.ResetWrittenCount();
        HybridRunWriter.Write(levels, 1, _runs);
        BinaryPrimitives.WriteInt32LittleEndian(_body.GetSpan(sizeof(int)), _runs.WrittenCount);
        _body.Advance(sizeof(int));
        _body.Write(_runs.WrittenSpan);
    }

    private void WriteRows(int encoding, ReadOnlySpan<int> levels, int values, int rows)
    {
        (Rows, Missing) = (rows, levels.Length == 0 ? 0 : rows - values);
        var header = Header(DataPage, _body.WrittenCount);
        header.Begin(5);
        header.Int(1, rows);
        header.Int(2, encoding);
        header.Int(3, PageEncoding.Runs);
        header.Int(4, PageEncoding.Runs);
        header.End();
        header.End();
        Bytes.Write(_body.WrittenSpan);
    }

    private ThriftWriter Header(int type, int bytes)
    {
        var header = new ThriftWriter(Bytes);
        header.Int(1, type);
        header.Int(2, bytes);
        header.Int(3, bytes);
        return header;
    }
}
