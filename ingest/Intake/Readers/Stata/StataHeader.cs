using System.Globalization;
using System.Text;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Version, byte order and size of a Stata file.</summary>
/// <param name="Version">Version of the format.</param>
/// <param name="Columns">Variables, as declared.</param>
/// <param name="Rows">Observations, as declared.</param>
internal sealed record StataHeader(StataVersion Version, long Columns, long Rows)
{
    private const string Remedy = "open it in Stata 11 or later and save it with saveold, or with save from Stata 14 on";
    private const int OldLabelAndTimeBytes = 81 + 18;

    /// <summary>Whether a file begins as a Stata file does.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        start.StartsWith("<stata_dta>"u8) || (start.Length >= 3 && start[0] is >= 102 and <= 115 && start[1] is 1 or 2 && start[2] == 1);

    /// <summary>Reads the header and sets the byte order of <paramref name="source"/>.</summary>
    /// <exception cref="BrokenFileException">The bytes are no header of a version that is read.</exception>
    public static StataHeader Read(ByteSource source)
    {
        source.Part = "the file header";
        var tagged = source.Byte() == (byte)'<';
        source.Seek(0);
        return tagged ? Tagged(source) : Old(source);
    }

    private static StataHeader Old(ByteSource source)
    {
        var version = Known(source.Byte().ToString(CultureInfo.InvariantCulture));
        var order = source.Byte();
        if (order is not (1 or 2))
            throw BrokenFileException.Corrupt($"byte order {order} at byte 1", "1 or 2");
        source.BigEndian = order == 1;
        source.Skip(2);
        var header = new StataHeader(version, source.UInt16(), source.Int32());
        source.Skip(OldLabelAndTimeBytes);
        return header;
    }

    private static StataHeader Tagged(ByteSource source)
    {
        var tags = new StataTags(source, new StataVersion(117));
        tags.Literal("<stata_dta><header><release>");
        var version = Known(Encoding.ASCII.GetString(source.Take(3)));
        tags.Literal("</release><byteorder>");
        var order = Encoding.ASCII.GetString(source.Take(3));
        if (order is not ("LSF" or "MSF"))
            throw BrokenFileException.Corrupt($"byte order '{order}'", "LSF or MSF");
        source.BigEndian = order == "MSF";
        tags.Literal("</byteorder><K>");
        long columns = version.Number == 119 ? (uint)source.Int32() : source.UInt16();
        tags.Literal("</K><N>");
        var rows = version.Number == 117 ? (uint)source.Int32() : source.Int64();
        tags.Literal("</N><label>");
        source.Skip(version.Utf8 ? source.UInt16() : source.Byte());
        tags.Literal("</label><timestamp>");
        source.Skip(source.Byte());
        tags.Literal("</timestamp></header>");
        return new StataHeader(version, columns, rows);
    }

    private static StataVersion Known(string text)
    {
        var version = new StataVersion(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return version.IsKnown ? version : throw BrokenFileException.Unsupported(version.Number == 0 ? "a Stata file of unknown version" : $"a Stata file of version {version.Number}", "113 to 115 or 117 to 119", Remedy);
    }
}
