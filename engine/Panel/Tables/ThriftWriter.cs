using System.Buffers;
using System.Text;

namespace IpdEngine.Panel.Tables;

/// <summary>Thrift's compact protocol, of which a Parquet file's footer and page headers are made.</summary>
/// <remarks>github.com/apache/thrift, doc/specs/thrift-compact-protocol.md.</remarks>
internal sealed class ThriftWriter(ArrayBufferWriter<byte> target)
{
    internal const int IntType = 5;
    internal const int TextType = 8;
    internal const int StructType = 12;
    private const int LongType = 6;
    private const int ListType = 9;

    private readonly Stack<int> _outer = new();
    private int _field;

    internal void Int(int field, int value)
    {
        Header(field, IntType);
        Element(value);
    }

    internal void Long(int field, long value)
    {
        Header(field, LongType);
        Varint((ulong)((value << 1) ^ (value >> 63)));
    }

    internal void Text(int field, string value)
    {
        Header(field, TextType);
        Element(value);
    }

    internal void List(int field, int type, int count)
    {
        Header(field, ListType);
        Byte((Math.Min(count, 15) << 4) | type);
        if (count >= 15)
            Varint((ulong)count);
    }

    internal void Element(int value) => Varint((uint)((value << 1) ^ (value >> 31)));

    internal void Element(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Varint((ulong)bytes.Length);
        target.Write(bytes);
    }

    internal void Begin(int field)
    {
        Header(field, StructType);
        BeginElement();
    }

    /// <summary>Begins a struct that is a list's element.</summary>
    internal void BeginElement()
    {
        _outer.Push(_field);
        _field = 0;
    }

    /// <summary>Ends a struct, the outermost too.</summary>
    internal void End()
    {
        Byte(0);
        _field = _outer.TryPop(out var outer) ? outer : 0;
    }

    // Fields rise by less than sixteen in all that is written here.
    private void Header(int field, int type)
    {
        Byte(((field - _field) << 4) | type);
        _field = field;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((int)(value & 0x7F) | 0x80);
        Byte((int)value);
    }

    private void Byte(int value)
    {
        target.GetSpan(1)[0] = (byte)value;
        target.Advance(1);
    }
}
