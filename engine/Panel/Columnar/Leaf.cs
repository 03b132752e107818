namespace IpdEngine.Panel.Columnar;

/// <summary>Physical types of the format, by its own numbers.</summary>
internal enum Physical
{
    Boolean = 0,
    Int32 = 1,
    Int64 = 2,
    Int96 = 3,
    Float = 4,
    Double = 5,
    ByteArray = 6,
    FixedLengthByteArray = 7,
}

/// <summary>What a column holds.</summary>
public enum ForeignKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Floating-point or decimal numbers.</summary>
    Number,

    /// <summary>Whole numbers of up to 64 bits.</summary>
    Whole,

    /// <summary>Truth values, as 0 and 1.</summary>
    Flag,

    /// <summary>Dates and times, as days since 1970-01-01 with the time as fraction.</summary>
    Date,
}

/// <summary>A column of the file that is no part of a nested structure.</summary>
/// <param name="Index">Place among all columns of the file.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Type">How its values are stored.</param>
/// <param name="Width">Bytes a value of a fixed-length byte array.</param>
/// <param name="Nullable">True where values may be missing.</param>
/// <param name="Scale">Decimal digits after the point; -1 where it is no decimal.</param>
/// <param name="UnitsPerDay">Units of a date or time in a day; 0 where it is none.</param>
/// <param name="UnsignedBits">Width of an unsigned integer; 0 where it is signed.</param>
internal sealed record Leaf(
    int Index, string Name, ForeignKind Kind, Physical Type, int Width, bool Nullable, int Scale, double UnitsPerDay, int UnsignedBits);
