using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>Opens Stata data files, versions 113 to 115 and 117 to 119.</summary>
internal static class StataFile
{
    /// <summary>Whether a file that begins with these bytes (eleven are enough) is a Stata file, of a version that is read or not.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => StataHeader.Begins(start);

    /// <summary>Walks the whole file once but for the rows, which the table reads.</summary>
    /// <param name="stream">A seekable stream that stands at its beginning. It belongs to the table, or is disposed where there is none.</param>
    /// <param name="file">File name without directory, for findings.</param>
    /// <param name="options">Encoding (Windows-1252 up to version 117, UTF-8 after) and limits.</param>
    /// <returns>The table, or the Error that refuses the file; never an exception for what is in it.</returns>
    public static OpenedTable Open(Stream stream, string file, ReadOptions options)
    {
        var source = new ByteSource(stream, stream.Length);
        try
        {
            return Read(source, stream, file, options);
        }
        catch (BrokenFileException fault)
        {
            source.Dispose();
            return OpenedTable.Refused(fault.ToFinding(file));
        }
    }

    private static OpenedTable Read(ByteSource source, Stream stream, string file, ReadOptions options)
    {
        var header = StataHeader.Read(source);
        var version = header.Version;
        var encoding = EncodingOf(version, options);
        var decoder = new TextDecoder(encoding);
        var tags = new StataTags(source, version);
        var map = Map(source, tags, version);
        var dictionary = StataDictionary.Read(source, tags, header, options.Limits.Columns);
        tags.Enter("data");
        var data = source.Position;
        if (header.Rows < 0 || header.Rows > source.Remaining / dictionary.RowBytes)
            throw BrokenFileException.Truncated(
                $"{source.Remaining} bytes from the data on, {source.Remaining / dictionary.RowBytes} rows of {dictionary.RowBytes} bytes", $"the {header.Rows} rows that the header declares");
        source.Skip(header.Rows * dictionary.RowBytes);
        tags.Leave("data");
        var longTexts = version.Tagged
            ? StataLongTexts.Index(source, new ByteSource(stream, stream.Length) { BigEndian = source.BigEndian, Part = "a strL" }, tags, version, options.Limits)
            : null;
        var layout = StataLayout.Of(dictionary, StataLabels.Read(source, tags, version, decoder), decoder);
        var findings = End(source, tags, version, map, file);
        source.Seek(data);
        source.Part = "the data";
        var table = new StataTable(layout, header, source, longTexts, new TextDecoder(encoding), findings) { File = file };
        return new OpenedTable(table, findings, [
            new("version", version.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new("byte order", source.BigEndian ? "big-endian" : "little-endian"),
            new("encoding", encoding.WebName),
        ]);
    }

    // Fourteen places that the walk arrives at by itself; they serve to show a damaged file.
    private static long[] Map(ByteSource source, StataTags tags, StataVersion version)
    {
        if (!version.Tagged)
            return [];
        tags.Enter("map");
        var map = new long[14];
        for (var i = 0; i < map.Length; i++)
            map[i] = source.Int64();
        tags.Leave("map");
        return map;
    }

    private static List<Finding> End(ByteSource source, StataTags tags, StataVersion version, long[] map, string file)
    {
        if (!version.Tagged)
            return [];
        long[] places = [0, .. tags.Places, source.Position, source.Length];
        tags.Literal("</stata_dta>");
        if (source.Remaining > 0)
            throw BrokenFileException.Corrupt($"{source.Remaining} bytes after the end of the file's last part", "none");
        return places.SequenceEqual(map) ? [] : [new Finding("map-mismatch", Severity.Warning, file, null, null, null,
            $"a map that tells {string.Join(", ", map)}", string.Join(", ", places), "the parts were found without it: compare the number of rows with the source")];
    }

    private static Encoding EncodingOf(StataVersion version, ReadOptions options) =>
        options.Encoding is not { } asked ? version.Utf8 ? Encoding.UTF8 : CodePage.Default
        : CodePage.Find(asked) ?? throw new BrokenFileException(
            "encoding-unknown", $"encoding '{asked}' in the study description", "an IANA name such as utf-8 or windows-1252", "correct it or leave it out");
}
