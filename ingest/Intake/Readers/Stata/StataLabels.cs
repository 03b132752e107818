using System.Buffers.Binary;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Stata;

/// <summary>The value labels that stand after the data, by name.</summary>
internal sealed class StataLabels
{
    private const int MostBytes = 64 * 1024 * 1024;
    private const int PaddingBytes = 3;

    private readonly Dictionary<string, (List<KeyValuePair<double, string>> Numbers, List<KeyValuePair<string, string>> Letters)> _tables = new(StringComparer.Ordinal);
    private readonly TextDecoder _decoder;
    private readonly bool _bigEndian;

    private StataLabels(TextDecoder decoder, bool bigEndian) => (_decoder, _bigEndian) = (decoder, bigEndian);

    /// <summary>Labels of numbers by value label name; empty where there are none.</summary>
    public IReadOnlyList<KeyValuePair<double, string>> Numbers(string name) => _tables.TryGetValue(name, out var table) ? table.Numbers : [];

    /// <summary>Labels of missing letters by value label name; empty where there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Letters(string name) => _tables.TryGetValue(name, out var table) ? table.Letters : [];

    /// <summary>Reads from after the data to the end of the file.</summary>
    /// <exception cref="BrokenFileException">The bytes are no value labels.</exception>
    public static StataLabels Read(ByteSource source, StataTags tags, StataVersion version, TextDecoder decoder)
    {
        var labels = new StataLabels(decoder, source.BigEndian);
        tags.Enter("value_labels");
        var total = 0L;
        while (version.Tagged ? tags.Follows("<lbl>") : source.Remaining > 0)
        {
            var length = source.Int32();
            var name = decoder.Text(StataDictionary.UntilZero(source.Take(version.NameBytes)));
            source.Skip(PaddingBytes);
            var table = source.Array(length, MostBytes);
            if ((total += length) > MostBytes)
                throw BrokenFileException.Limit($"more than {MostBytes} bytes of value labels", "at most that");
            labels.Add(name, table);
            if (version.Tagged)
                tags.Literal("</lbl>");
        }
        tags.Leave("value_labels");
        return labels;
    }

    private void Add(string name, byte[] table)
    {
        if (table.Length < 8)
            throw Fault(name, $"{table.Length} bytes", "8 or more");
        var (count, textBytes) = (Int32(table, 0), Int32(table, 4));
        if (count < 0 || textBytes < 0 || 8 + 8L * count + textBytes > table.Length)
            throw Fault(name, $"{count} values and {textBytes} bytes of text", $"what fits into {table.Length} bytes");
        var texts = table.AsSpan(8 + 8 * count, textBytes);
        var decoded = new Dictionary<int, string>();
        var seen = new HashSet<int>();
        var numbers = new List<KeyValuePair<double, string>>();
        var letters = new List<KeyValuePair<string, string>>();
        var used = 0;
        for (var i = 0; i < count; i++)
        {
            var (offset, value) = (Int32(table, 8 + 4 * i), Int32(table, 8 + 4 * (count + i)));
            if (offset < 0 || offset >= textBytes)
                throw Fault(name, $"text at {offset}", $"0 to {textBytes - 1}");
            if (!decoded.TryGetValue(offset, out var text))
            {
                var bytes = StataDictionary.UntilZero(texts[offset..]);
                // Texts that overlap would let a small file unfold to a large one.
                if ((used += bytes.Length) > textBytes)
                    throw Fault(name, "texts that overlap", "each text once");
                decoded[offset] = text = _decoder.Text(bytes);
            }
            if (!seen.Add(value))
                continue;
            var letter = StataMissing.OfLong(value);
            if (letter > StataMissing.Plain)
                letters.Add(new(StataMissing.Alphabet[letter - 1].ToString(), text));
            else if (letter == StataMissing.Value)
                numbers.Add(new(value, text));
        }
        _tables[name] = (numbers, letters);
    }

    private int Int32(byte[] table, int at) => _bigEndian ? BinaryPrimitives.ReadInt32BigEndian(table.AsSpan(at)) : BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(at));

    private static BrokenFileException Fault(string name, string found, string expected) => BrokenFileException.Corrupt($"value label '{name}': {found}", expected);
}
