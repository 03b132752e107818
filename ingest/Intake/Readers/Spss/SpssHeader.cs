using System.Buffers.Binary;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>How the cases of a system file are packed.</summary>
internal enum SpssCompression
{
    /// <summary>Eight bytes an element.</summary>
    None = 0,

    /// <summary>One command byte an element, eight more where the command says so.</summary>
    Bytecode = 1,

    /// <summary>Bytecode inside zlib blocks (.zsav).</summary>
    Zlib = 2,
}

/// <summary>The 176 bytes that every system file begins with.</summary>
/// <remarks>Source: PSPP Developers Guide, "System File Format", file header record.</remarks>
/// <param name="BigEndian">True where the most significant byte comes first.</param>
/// <param name="Compression">How the cases are packed.</param>
/// <param name="Cases">Cases as declared; -1 where the writer did not know.</param>
/// <param name="Bias">What bytecode is offset by; 100 in nearly every file.</param>
internal sealed record SpssHeader(bool BigEndian, SpssCompression Compression, long Cases, double Bias)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 176;

    /// <summary>Whether a file begins as a system file does.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        start.StartsWith("$FL2"u8) || start.StartsWith("$FL3"u8) || start.StartsWith(Mainframe) || IsLocked(start);

    // $FL2 as a mainframe spells it.
    private static ReadOnlySpan<byte> Mainframe => [0x5b, 0xc6, 0xd3, 0xf2];

    /// <summary>Reads the header and sets the byte order of <paramref name="source"/>.</summary>
    /// <exception cref="BrokenFileException">The bytes are no header.</exception>
    public static SpssHeader Read(ByteSource source)
    {
        source.Part = "the file header";
        var bytes = source.Take(Length);
        if (bytes.StartsWith(Mainframe))
            throw BrokenFileException.Unsupported("an SPSS file in EBCDIC", "ASCII or UTF-8", "open it in SPSS on a personal computer and save it as .sav");
        if (IsLocked(bytes))
            throw BrokenFileException.Unsupported("an SPSS file locked with a password", "an open one", "open it in SPSS with its password and save it without encryption");
        if (!Begins(bytes))
            throw BrokenFileException.Unsupported("a file that does not begin with $FL2 or $FL3", "an SPSS system file", "save the data as .sav or .zsav");
        var layout = BinaryPrimitives.ReadInt32LittleEndian(bytes[64..]);
        var big = layout is not (2 or 3);
        if (big && BinaryPrimitives.ReverseEndianness(layout) is not (2 or 3))
            throw BrokenFileException.Corrupt($"layout code {layout} at byte 64", "2 or 3 in either byte order");
        var compression = Int32(bytes[72..], big);
        var zlib = bytes[3] == (byte)'3';
        if (compression is < 0 or > 2 || zlib != (compression == 2))
            throw BrokenFileException.Corrupt($"compression {compression} at byte 72 of a ${(zlib ? "FL3" : "FL2")} file", zlib ? "2" : "0 or 1");
        var cases = Int32(bytes[80..], big);
        if (cases < -1)
            throw BrokenFileException.Corrupt($"{cases} cases at byte 80", "-1 or more");
        var bias = BitConverter.Int64BitsToDouble(big ? BinaryPrimitives.ReadInt64BigEndian(bytes[84..]) : BinaryPrimitives.ReadInt64LittleEndian(bytes[84..]));
        if (!double.IsFinite(bias))
            throw BrokenFileException.Corrupt($"compression bias {bias} at byte 84", "a number, nearly always 100");
        source.BigEndian = big;
        return new SpssHeader(big, (SpssCompression)compression, cases, bias);
    }

    // PSPP Developers Guide, "Encrypted File Wrappers".
    private static bool IsLocked(ReadOnlySpan<byte> start) => start.Length >= 20 && start[8..].StartsWith("ENCRYPTEDSAV"u8);

    private static int Int32(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadInt32BigEndian(bytes) : BinaryPrimitives.ReadInt32LittleEndian(bytes);
}
