using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Where a column lies in a row and how it is read.</summary>
/// <param name="Type">How it is stored.</param>
/// <param name="Clock">What its numbers count.</param>
/// <param name="Offset">First byte in the row.</param>
/// <param name="Width">Bytes in the row.</param>
internal readonly record struct StataField(StataType Type, StataClock Clock, int Offset, int Width)
{
    private const int MostTextBytes = 2045;
    private const int MostOldTextBytes = 244;

    /// <summary>Type and width of a type code.</summary>
    /// <exception cref="BrokenFileException">The version has no such code.</exception>
    public static (StataType Type, int Width) Of(int code, StataVersion version) => (version.Tagged, code) switch
    {
        (true, 65530) or (false, 251) => (StataType.Byte, 1),
        (true, 65529) or (false, 252) => (StataType.Int, 2),
        (true, 65528) or (false, 253) => (StataType.Long, 4),
        (true, 65527) or (false, 254) => (StataType.Float, 4),
        (true, 65526) or (false, 255) => (StataType.Double, 8),
        (true, 32768) => (StataType.LongText, 8),
        (true, >= 1 and <= MostTextBytes) or (false, >= 1 and <= MostOldTextBytes) => (StataType.Text, code),
        _ => throw BrokenFileException.Corrupt($"variable type {code}", $"a type of version {version.Number}"),
    };
}
