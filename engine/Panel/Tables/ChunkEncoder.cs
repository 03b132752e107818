using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace IpdEngine.Panel.Tables;

/// <summary>Encodes the columns of one row group after the other. Values of which at least half repeat others are kept once, under codes.</summary>
internal sealed class ChunkEncoder
{
    private readonly ArrayBufferWriter<byte> _plain = new();
    private readonly NumberCodes _numbers = new();
    private readonly TextCodes _texts = new();
    private int[] _levels = [];
    private int[] _codes = [];
    private int[] _integers = [];
    private double[] _doubles = [];

    /// <summary>Encodes some rows of a column.</summary>
    internal void Encode(TableColumn column, int first, int count, EncodedChunk chunk)
    {
        chunk.Clear();
        _plain.ResetWrittenCount();
        if (_codes.Length < count)
            (_levels, _codes, _integers, _doubles) = (new int[count], new int[count], new int[count], new double[count]);
        switch (column)
        {
            case TextColumn texts:
                EncodeTexts(texts, first, count, chunk);
                break;
            case ValueColumn<double> numbers:
                EncodeDoubles(numbers, first, count, chunk);
                break;
            case ValueColumn<int> integers:
                EncodeIntegers(integers, first, count, chunk);
                break;
            default:
                EncodeFlags((ValueColumn<bool>)column, first, count, chunk);
                break;
        }
    }

    private void EncodeTexts(TextColumn column, int first, int count, EncodedChunk chunk)
    {
        _texts.Clear();
        var (used, code, rows) = (0, 0, column.Open());
        string? last = null;
        for (var i = 0; i < count; i++)
        {
            var text = rows(first + i);
            _levels[i] = text is null ? 0 : 1;
            if (text is null)
                continue;
            if (!ReferenceEquals(text, last))
                (last, code) = (text, _texts.Code(text));
            _codes[used++] = code;
        }
        var codes = _codes.AsSpan(0, used);
        if (Repeats(_texts.Count, used))
        {
            for (var each = 0; each < _texts.Count; each++)
                Append(_texts.Utf8(each));
            chunk.WriteDictionary(_plain.WrittenSpan, _texts.Count);
            chunk.WriteCodes(_levels.AsSpan(0, count), codes, _texts.Count, count);
            return;
        }
        foreach (var each in codes)
            Append(_texts.Utf8(each));
        chunk.WritePlain(_levels.AsSpan(0, count), _plain.WrittenSpan, used, count);
    }

    private void EncodeDoubles(ValueColumn<double> column, int first, int count, EncodedChunk chunk)
    {
        var used = column.Pack(first, _levels.AsSpan(0, count), _doubles.AsSpan(0, count));
        var values = _doubles.AsSpan(0, used);
        _numbers.Clear();
        for (var i = 0; i < used; i++)
            if ((_codes[i] = _numbers.Code(BitConverter.DoubleToInt64Bits(values[i]))) < 0)
            {
                chunk.WritePlain(_levels.AsSpan(0, count), MemoryMarshal.AsBytes(values), used, count);
                return;
            }
        if (Repeats(_numbers.Count, used))
        {
            chunk.WriteDictionary(MemoryMarshal.AsBytes(_numbers.Numbers), _numbers.Count);
            chunk.WriteCodes(_levels.AsSpan(0, count), _codes.AsSpan(0, used), _numbers.Count, count);
        }
        else
            chunk.WritePlain(_levels.AsSpan(0, count), MemoryMarshal.AsBytes(values), used, count);
    }

    private void EncodeIntegers(ValueColumn<int> column, int first, int count, EncodedChunk chunk)
    {
        var levels = column.Nullable ? _levels.AsSpan(0, count) : default;
        var used = count;
        if (column.Nullable)
            used = column.Pack(first, levels, _integers.AsSpan(0, count));
        else
            column.CopyTo(first, _integers.AsSpan(0, count));
        var values = _integers.AsSpan(0, used);
        _numbers.Clear();
        for (var i = 0; i < used; i++)
            if ((_codes[i] = _numbers.Code(values[i])) < 0)
            {
                chunk.WritePlain(levels, MemoryMarshal.AsBytes(values), used, count);
                return;
            }
        if (Repeats(_numbers.Count, used))
        {
            foreach (var number in _numbers.Numbers)
                Append((int)number);
            chunk.WriteDictionary(_plain.WrittenSpan, _numbers.Count);
            chunk.WriteCodes(levels, _codes.AsSpan(0, used), _numbers.Count, count);
        }
        else
            chunk.WritePlain(levels, MemoryMarshal.AsBytes(values), used, count);
    }

    private static void EncodeFlags(ValueColumn<bool> column, int first, int count, EncodedChunk chunk)
    {
        var flags = new bool[count];
        column.CopyTo(first, flags);
        var bits = new byte[(count + 7) / 8];
        for (var i = 0; i < count; i++)
            bits[i >> 3] |= (byte)((flags[i] ? 1 : 0) << (i & 7));
        chunk.WritePlain(default, bits, count, count);
    }

    private static bool Repeats(int distinct, int used) => distinct > 0 && 2L * distinct <= used;

    private void Append(ReadOnlySpan<byte> text)
    {
        Append(text.Length);
        _plain.Write(text);
    }

    private void Append(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_plain.GetSpan(sizeof(int)), number);
        _plain.Advance(sizeof(int));
    }
}
