using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace IpdEngine.Panel.Tables;

/// <summary>A column of one row group as the bytes of the file: a page of distinct values where they are few, and a page of the rows.</summary>
internal sealed class EncodedChunk
{
    private const int DataPage = 0;
    private const int DictionaryPage = 2;
    private readonly ArrayBufferWriter<byte> _levels = new();
    private readonly ArrayBufferWriter<byte> _codes = new();

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
        var width = distinct < 2 ? distinct : 32 - BitOperations.LeadingZeroCount((uint)(distinct - 1));
        _codes.ResetWrittenCount();
        _codes.Write([(byte)width]);
        HybridRunWriter.Write(codes, width, _codes);
        WriteRows(PageEncoding.DictionaryCodes, levels, _codes.WrittenSpan, codes.Length, rows);
    }

    /// <summary>Writes the rows as they are in the plain encoding.</summary>
    internal void WritePlain(ReadOnlySpan<int> levels, ReadOnlySpan<byte> values, int count, int rows) =>
        WriteRows(PageEncoding.Plain, levels, values, count, rows);

    private void WriteRows(int encoding, ReadOnlySpan<int> levels, ReadOnlySpan<byte> values, int count, int rows)
    {
        (Rows, Missing) = (rows, levels.Length == 0 ? 0 : rows - count);
        // A column that cannot be missing has no levels at all.
        _levels.ResetWrittenCount();
        if (levels.Length > 0)
            HybridRunWriter.Write(levels, 1, _levels);
        var header = Header(DataPage, (levels.Length > 0 ? sizeof(int) : 0) + _levels.WrittenCount + values.Length);
        header.Begin(5);
        header.Int(1, rows);
        header.Int(2, encoding);
        header.Int(3, PageEncoding.Runs);
        header.Int(4, PageEncoding.Runs);
        header.End();
        header.End();
        if (levels.Length > 0)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Bytes.GetSpan(sizeof(int)), _levels.WrittenCount);
            Bytes.Advance(sizeof(int));
            Bytes.Write(_levels.WrittenSpan);
        }
        Bytes.Write(values);
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
