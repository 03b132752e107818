using System.Text;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Opens SPSS system files, .sav and .zsav.</summary>
internal static class SpssFile
{
    /// <summary>Whether a file that begins with these bytes (twenty are enough) is a system file.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) => SpssHeader.Begins(start);

    /// <summary>Reads the dictionary; the cases are read by the table.</summary>
    /// <param name="stream">A seekable stream that stands at its beginning. It belongs to the table, or is disposed where there is none.</param>
    /// <param name="file">File name without directory, for findings.</param>
    /// <param name="options">Encoding and limits.</param>
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
        var header = SpssHeader.Read(source);
        var dictionary = SpssDictionary.Read(source);
        if (dictionary.Cases is { } many)
            header = header with { Cases = many >= -1 ? many : throw BrokenFileException.Corrupt($"{many} cases in extension record 16", "-1 or more") };
        var findings = new List<Finding>();
        var encoding = EncodingOf(dictionary, options, file, findings);
        var layout = SpssLayout.Of(dictionary, header.BigEndian, encoding, options.Limits.Columns);
        source.Part = "the cases";
        SpssCases cases = header.Compression switch
        {
            SpssCompression.None => Plain(source, header, layout.CaseBytes),
            SpssCompression.Bytecode => Bytecode(source, header, dictionary),
            _ => Bytecode(Unfold(source, stream, header, options.Limits), header, dictionary),
        };
        var table = new SpssTable(layout, cases, new TextDecoder(encoding), header, dictionary.SystemMissing, findings) { File = file };
        return new OpenedTable(table, findings, [
            new("byte order", header.BigEndian ? "big-endian" : "little-endian"),
            new("compression", header.Compression switch { SpssCompression.None => "none", SpssCompression.Bytecode => "bytecode", _ => "zlib" }),
            new("encoding", encoding.WebName),
        ]);
    }

    private static PlainCases Plain(ByteSource source, SpssHeader header, int caseBytes)
    {
        if (header.Cases >= 0 && source.Remaining / caseBytes < header.Cases)
            throw BrokenFileException.Truncated(
                $"{source.Remaining} bytes of cases, {source.Remaining / caseBytes} of {caseBytes} bytes each", $"the {header.Cases} that the header declares");
        return new PlainCases(source);
    }

    private static BytecodeCases Bytecode(ByteSource source, SpssHeader header, SpssDictionary dictionary) =>
        new(source, header.Bias, dictionary.SystemMissing, header.BigEndian);

    private static ByteSource Unfold(ByteSource source, Stream stream, SpssHeader header, ReadLimits limits)
    {
        var blocks = new ZlibBlockStream(stream, ZlibBlock.ReadAll(source, header.Bias, limits));
        return new ByteSource(blocks, blocks.Length) { BigEndian = header.BigEndian, Part = "the unfolded cases" };
    }

    private static Encoding EncodingOf(SpssDictionary dictionary, ReadOptions options, string file, List<Finding> findings)
    {
        if (options.Encoding is { } asked)
            return CodePage.Find(asked) ?? throw new BrokenFileException(
                "encoding-unknown", $"encoding '{asked}' in the study description", "an IANA name such as utf-8 or windows-1252", "correct it or leave it out");
        var declared = dictionary.EncodingName ?? dictionary.CharacterCode switch
        {
            null or 2 or 3 => "windows-1252",
            4 => "shift_jis",
            { } number => $"cp{number}",
        };
        if (CodePage.Find(declared) is { } encoding)
            return encoding;
        findings.Add(new Finding("encoding-unknown", Severity.Warning, file, null, null, null,
            $"the file declares encoding '{declared}'", "one that is known here", "text was read as Windows-1252: name the true one under encoding in the study description"));
        return CodePage.Default;
    }
}
