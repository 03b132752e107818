using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>A variable as record 2 declares it, its texts still bytes: their code page may be named later in the file.</summary>
/// <param name="Name">Short name, without padding.</param>
/// <param name="Width">0 for a number, 1 to 255 bytes for a string.</param>
/// <param name="Label">Variable label, or empty.</param>
/// <param name="Format">Type of the print format.</param>
/// <param name="MissingCode">How many missing values follow; -2 a range, -3 a range and a value.</param>
/// <param name="Missing">The missing values, eight bytes each.</param>
/// <param name="Element">Place of its first eight bytes in a case, counted in eights from 0.</param>
internal sealed record VariableRecord(byte[] Name, int Width, byte[] Label, byte Format, int MissingCode, byte[] Missing, int Element)
{
    private const int MostLabelBytes = 65_535;

    /// <summary>Eight-byte elements that it takes in a case.</summary>
    public int Elements => Width == 0 ? 1 : (Width + 7) / 8;

    /// <summary>Reads the record after its type, and the continuation records of a string.</summary>
    /// <exception cref="BrokenFileException">The bytes are no variable record.</exception>
    public static VariableRecord Read(ByteSource source, int element)
    {
        source.Part = "a variable record";
        var at = source.Position;
        var width = source.Int32();
        if (width is < 0 or > 255)
            throw BrokenFileException.Corrupt($"variable type {width} at byte {at}", "0 for a number or 1 to 255 for a string");
        var labelled = source.Int32();
        var code = source.Int32();
        var format = (byte)(source.Int32() >> 16);
        source.Skip(4);
        var name = TextDecoder.Trim(source.Take(8)).ToArray();
        if (labelled is not (0 or 1))
            throw BrokenFileException.Corrupt($"label flag {labelled} at byte {at + 4}", "0 or 1");
        if (code is < -3 or -1 or > 3 || (code < 0 && width > 0))
            throw BrokenFileException.Corrupt($"missing value code {code} at byte {at + 8}", width > 0 ? "0 to 3" : "0 to 3, -2 or -3");
        byte[] label = [];
        if (labelled == 1)
        {
            var length = source.Int32();
            label = source.Array(length, MostLabelBytes);
            source.Skip(-length & 3);
        }
        var missing = source.Array(8L * Math.Abs(code), 24);
        var variable = new VariableRecord(name, width, label, format, code, missing, element);
        for (var i = 1; i < variable.Elements; i++)
            Continuation(source);
        return variable;
    }

    private static void Continuation(ByteSource source)
    {
        source.Part = "a string continuation record";
        var (record, type) = (source.Int32(), source.Int32());
        if (record != 2 || type != -1)
            throw BrokenFileException.Corrupt($"record {record} of type {type} before byte {source.Position}", "a continuation record (2, -1) of the string before it");
        source.Skip(24);
    }
}
