using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>The variables of a Stata file, their texts still bytes.</summary>
/// <param name="Fields">Places of the columns in a row, which their formats have still to give a clock.</param>
/// <param name="Names">Names.</param>
/// <param name="Formats">Display formats.</param>
/// <param name="LabelNames">Names of the value labels; empty where a variable has none.</param>
/// <param name="Labels">Variable labels.</param>
/// <param name="RowBytes">Bytes of a row.</param>
internal sealed record StataDictionary(
    StataField[] Fields, byte[][] Names, byte[][] Formats, byte[][] LabelNames, byte[][] Labels, int RowBytes)
{
    private const int OldExpansionHeaderBytes = 5;

    /// <summary>Reads from after the header to the data.</summary>
    /// <exception cref="BrokenFileException">The bytes are no such dictionary, or declare more columns than allowed.</exception>
    public static StataDictionary Read(ByteSource source, StataTags tags, StataHeader header, int mostColumns)
    {
        if (header.Columns == 0)
            throw BrokenFileException.Corrupt("no variable", "at least one");
        if (header.Columns > mostColumns)
            throw BrokenFileException.Limit($"{header.Columns} columns", $"at most {mostColumns}");
        var (version, columns) = (header.Version, (int)header.Columns);
        tags.Enter("variable_types");
        var (fields, rowBytes) = Types(source, version, columns);
        tags.Leave("variable_types");
        var names = Texts(source, tags, "varnames", columns, version.NameBytes);
        tags.Enter("sortlist");
        source.Skip((long)(columns + 1) * version.SortBytes);
        tags.Leave("sortlist");
        var formats = Texts(source, tags, "formats", columns, version.FormatBytes);
        var labelNames = Texts(source, tags, "value_label_names", columns, version.NameBytes);
        var labels = Texts(source, tags, "variable_labels", columns, version.LabelBytes);
        tags.Enter("characteristics");
        SkipCharacteristics(source, tags, version);
        return new StataDictionary(fields, names, formats, labelNames, labels, rowBytes);
    }

    /// <summary>Bytes before the first zero.</summary>
    public static ReadOnlySpan<byte> UntilZero(ReadOnlySpan<byte> bytes)
    {
        var zero = bytes.IndexOf((byte)0);
        return zero < 0 ? bytes : bytes[..zero];
    }

    private static (StataField[] Fields, int RowBytes) Types(ByteSource source, StataVersion version, int columns)
    {
        var codes = source.Array((long)columns * (version.Tagged ? 2 : 1), int.MaxValue);
        var fields = new StataField[columns];
        var offset = 0;
        for (var i = 0; i < columns; i++)
        {
            var code = !version.Tagged ? codes[i] : source.BigEndian ? codes[2 * i] << 8 | codes[2 * i + 1] : codes[2 * i + 1] << 8 | codes[2 * i];
            var (type, width) = StataField.Of(code, version);
            fields[i] = new StataField(type, StataClock.None, offset, width);
            offset += width;
        }
        return (fields, offset);
    }

    private static byte[][] Texts(ByteSource source, StataTags tags, string part, int count, int bytesEach)
    {
        tags.Enter(part);
        var texts = new byte[count][];
        for (var i = 0; i < count; i++)
            texts[i] = UntilZero(source.Take(bytesEach)).ToArray();
        tags.Leave(part);
        return texts;
    }

    private static void SkipCharacteristics(ByteSource source, StataTags tags, StataVersion version)
    {
        if (version.Tagged)
        {
            while (tags.Follows("<ch>"))
            {
                source.Skip(source.Int32());
                tags.Literal("</ch>");
            }
            tags.Leave("characteristics");
            return;
        }
        while (true)
        {
            var (type, length) = (source.Byte(), source.Int32());
            if (type == 0 && length == 0)
                return;
            if (type != 1)
                throw BrokenFileException.Corrupt($"expansion field of type {type} at byte {source.Position - OldExpansionHeaderBytes}", "type 1, or 0 at the end");
            source.Skip(length);
        }
    }
}
