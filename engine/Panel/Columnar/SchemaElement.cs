namespace IpdEngine.Panel.Columnar;

/// <summary>One element of the file's schema, as parquet.thrift declares it; -1 where a number is not there.</summary>
internal sealed class SchemaElement
{
    private const int Repeated = 2;
    private const double MillisecondsPerDay = 86_400_000;

    internal string Name { get; private set; } = "";

    internal int Children { get; private set; }

    private int _type = -1, _width, _repetition, _converted = -1, _scale, _logical, _unit = 1, _bits;
    private bool _signed = true;

    internal static SchemaElement Read(ref ThriftReader thrift)
    {
        var element = new SchemaElement();
        for (var field = 0; thrift.Next(ref field, out var type);)
            switch (field)
            {
                case 1: element._type = thrift.Int32(); break;
                case 2: element._width = thrift.Int32(); break;
                case 3: element._repetition = thrift.Int32(); break;
                case 4: element.Name = thrift.Text(); break;
                case 5: element.Children = thrift.Int32(); break;
                case 6: element._converted = thrift.Int32(); break;
                case 7: element._scale = thrift.Int32(); break;
                case 10 when type == ThriftReader.Struct: element.ReadLogical(ref thrift); break;
                default: thrift.Skip(type); break;
            }
        return element;
    }

    /// <summary>The column, or why it cannot be read as one.</summary>
    internal (Leaf? Leaf, string Why) ToLeaf(int index)
    {
        if (Children > 0)
            return (null, "a nested structure");
        if (_repetition == Repeated)
            return (null, "a repeated value");
        Leaf Of(ForeignKind kind, int scale = -1, double unitsPerDay = 0, int unsignedBits = 0) =>
            new(index, Name, kind, (Physical)_type, _width, _repetition != 0, scale, unitsPerDay, unsignedBits);
        var isDecimal = _logical == 5 || _converted == 5;
        if (isDecimal && _scale is < 0 or > 22)
            return (null, $"a decimal of scale {_scale}");
        return (Physical)_type switch
        {
            Physical.Boolean => (Of(ForeignKind.Flag), ""),
            Physical.Float or Physical.Double => (Of(ForeignKind.Number), ""),
            Physical.Int96 => (Of(ForeignKind.Date), ""),
            Physical.Int32 or Physical.Int64 when isDecimal => (Of(ForeignKind.Number, _scale), ""),
            Physical.Int32 when _logical == 6 || _converted == 6 => (Of(ForeignKind.Date, unitsPerDay: 1), ""),
            Physical.Int64 when _logical == 8 => (Of(ForeignKind.Date, unitsPerDay: MillisecondsPerDay * Math.Pow(1000, _unit - 1)), ""),
            Physical.Int64 when _converted is 9 or 10 => (Of(ForeignKind.Date, unitsPerDay: _converted == 9 ? MillisecondsPerDay : MillisecondsPerDay * 1000), ""),
            Physical.Int32 or Physical.Int64 when _logical == 7 || _converted is 7 or 8 => (null, "a time of day"),
            Physical.Int32 or Physical.Int64 => (Of(ForeignKind.Whole, unsignedBits: UnsignedBits()), ""),
            Physical.ByteArray when isDecimal => (Of(ForeignKind.Number, _scale), ""),
            Physical.ByteArray when _logical is 0 or 1 or 4 or 12 => (Of(ForeignKind.Text), ""),
            Physical.FixedLengthByteArray when isDecimal && _width is > 0 and <= 16 => (Of(ForeignKind.Number, _scale), ""),
            Physical.FixedLengthByteArray when _logical == 15 && _width == 2 => (Of(ForeignKind.Number), ""),
            _ => (null, "a type that is no number, text, date or truth value"),
        };
    }

    private int UnsignedBits() => _logical == 10 ? (_signed ? 0 : _bits) : _converted is >= 11 and <= 14 ? 8 << (_converted - 11) : 0;

    // A union: the number of its one field says which type; decimals, times and integers say more inside.
    private void ReadLogical(ref ThriftReader thrift)
    {
        for (var field = 0; thrift.Next(ref field, out var type);)
        {
            _logical = field;
            if (type != ThriftReader.Struct)
            {
                thrift.Skip(type);
                continue;
            }
            for (var inner = 0; thrift.Next(ref inner, out var innerType);)
                switch (field, inner)
                {
                    case (5, 1): _scale = thrift.Int32(); break;
                    case (8, 2) when innerType == ThriftReader.Struct: ReadUnit(ref thrift); break;
                    case (10, 1) when innerType == ThriftReader.Byte: _bits = thrift.SignedByte(); break;
                    case (10, 2): _signed = innerType == ThriftReader.True; break;
                    default: thrift.Skip(innerType); break;
                }
        }
    }

    private void ReadUnit(ref ThriftReader thrift)
    {
        for (var field = 0; thrift.Next(ref field, out var type); thrift.Skip(type))
            _unit = Math.Clamp(field, 1, 3);
    }
}
