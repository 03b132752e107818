using System.Text;

namespace IpdEngine.Panel.Columnar;

/// <summary>Thrift's compact protocol over bytes that may be hostile: bounded depth, no size believed before the bytes are there.</summary>
/// <remarks>github.com/apache/thrift, doc/specs/thrift-compact-protocol.md.</remarks>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    internal const byte True = 1, Byte = 3, I16 = 4, I32 = 5, I64 = 6, Double = 7, Binary = 8, List = 9, Set = 10, Map = 11, Struct = 12;
    private const int MaximumDepth = 32;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int Position { get; private set; }

    /// <summary>The next field of the struct: its number (which grows from <paramref name="field"/>) and type; false at the struct's end.</summary>
    internal bool Next(ref int field, out byte type)
    {
        var head = Take();
        type = (byte)(head & 0x0F);
        if (type == 0)
            return false;
        field = head >> 4 == 0 ? (int)Integer() : field + (head >> 4);
        return true;
    }

    /// <summary>A signed integer of any width (zigzag varint).</summary>
    internal long Integer()
    {
        var raw = Unsigned();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    internal int Int32()
    {
        var value = Integer();
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Damaged($"number {value}", "a 32-bit integer");
    }

    internal int SignedByte() => (sbyte)Take();

    internal string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>Number and type of a list's elements; each element takes a byte at least.</summary>
    internal int ListOf(out byte type)
    {
        var head = Take();
        type = (byte)(head & 0x0F);
        var count = head >> 4 == 15 ? Unsigned() : (ulong)(head >> 4);
        return count <= (ulong)(_bytes.Length - Position) ? (int)count : throw Damaged($"a list of {count}", "one that the footer can hold");
    }

    internal void Skip(byte type, int depth = 0)
    {
        if (depth > MaximumDepth)
            throw Damaged("structures nested more than 32 deep", "a Parquet footer");
        switch (type)
        {
            case True or 2:
                break;
            case Byte:
                Take();
                break;
            case I16 or I32 or I64:
                Unsigned();
                break;
            case Double:
                Move(sizeof(double));
                break;
            case Binary:
                Bytes();
                break;
            case List or Set:
                // A truth value takes a byte in a list, none as a field.
                for (var left = ListOf(out var element); left > 0; left--)
                    Skip(element is True or 2 ? Byte : element, depth + 1);
                break;
            case Struct:
                for (var field = 0; Next(ref field, out var inner);)
                    Skip(inner, depth + 1);
                break;
            default:
                throw Damaged($"type {type}", "a type of the compact protocol");
        }
    }

    private ReadOnlySpan<byte> Bytes()
    {
        var length = Unsigned();
        if (length > (ulong)(_bytes.Length - Position))
            throw Damaged($"a text of {length} bytes", $"at most {_bytes.Length - Position}");
        var at = Position;
        Move((int)length);
        return _bytes.Slice(at, (int)length);
    }

    private ulong Unsigned()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Take();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw Damaged("a number of more than ten bytes", "at most ten");
    }

    private byte Take()
    {
        Move(1);
        return _bytes[Position - 1];
    }

    private void Move(int count)
    {
        if (count > _bytes.Length - Position)
            throw Damaged("the end of the bytes", "more of the structure");
        Position += count;
    }

    private static MalformedTableException Damaged(string found, string expected) => new(found, expected);
}
