using System.Text;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Everything that stands between the file header and the cases, its texts still bytes.</summary>
/// <remarks>Source: PSPP Developers Guide, "System File Format".</remarks>
internal sealed class SpssDictionary
{
    /// <summary>Most bytes of a dictionary: a hundred times that of a wide trial.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    private const int EndOfDictionary = 999;

    private readonly List<VariableRecord> _variables = [];
    private readonly List<ValueLabelSet> _labels = [];
    private readonly Dictionary<int, byte[]> _texts = [];

    /// <summary>The variables in file order, the segments of very long strings among them.</summary>
    public IReadOnlyList<VariableRecord> Variables => _variables;

    /// <summary>The value labels of numbers and short strings.</summary>
    public IReadOnlyList<ValueLabelSet> Labels => _labels;

    /// <summary>Eight-byte elements of a case.</summary>
    public int Elements { get; private set; }

    /// <summary>Windows code page number, or one of the four codes below 5; null where none is declared.</summary>
    public int? CharacterCode { get; private set; }

    /// <summary>Name of the encoding; null where none is declared.</summary>
    public string? EncodingName { get; private set; }

    /// <summary>The number that stands for nothing.</summary>
    public double SystemMissing { get; private set; } = -double.MaxValue;

    /// <summary>The number that stands for HIGHEST in a missing range.</summary>
    public double Highest { get; private set; } = double.MaxValue;

    /// <summary>The number that stands for LOWEST in a missing range.</summary>
    public double Lowest { get; private set; } = Math.BitIncrement(-double.MaxValue);

    /// <summary>Cases as the extension for many cases declares them; null where it is absent.</summary>
    public long? Cases { get; private set; }

    /// <summary>Bytes of an extension record that holds text; empty where it is absent.</summary>
    public ReadOnlySpan<byte> Extension(SpssExtension subtype) => _texts.TryGetValue((int)subtype, out var bytes) ? bytes : [];

    /// <summary>Reads records until the end of the dictionary; the cases follow.</summary>
    /// <exception cref="BrokenFileException">The bytes are no dictionary.</exception>
    public static SpssDictionary Read(ByteSource source)
    {
        var dictionary = new SpssDictionary();
        while (dictionary.Record(source))
        {
            if (source.Position > MostBytes)
                throw BrokenFileException.Limit($"a dictionary of more than {MostBytes} bytes", "at most that");
        }
        if (dictionary.Elements == 0)
            throw BrokenFileException.Corrupt("no variable", "at least one");
        return dictionary;
    }

    private bool Record(ByteSource source)
    {
        source.Part = "the dictionary";
        var at = source.Position;
        var type = source.Int32();
        switch (type)
        {
            case 2:
                var variable = VariableRecord.Read(source, Elements);
                _variables.Add(variable);
                Elements += variable.Elements;
                return true;
            case 3:
                _labels.Add(ValueLabelSet.Read(source));
                return true;
            case 6:
                source.Part = "the documents";
                source.Skip(80L * source.Int32());
                return true;
            case 7:
                ReadExtension(source);
                return true;
            case EndOfDictionary:
                source.Skip(4);
                return false;
            default:
                throw BrokenFileException.Corrupt($"record type {type} at byte {at}", "2, 3, 6, 7 or 999");
        }
    }

    private void ReadExtension(ByteSource source)
    {
        source.Part = "an extension record";
        var subtype = source.Int32();
        source.Part = $"extension record {subtype}";
        var (size, count) = (source.Int32(), source.Int32());
        if (size < 0 || count < 0)
            throw BrokenFileException.Corrupt($"{count} items of {size} bytes in {source.Part}, before byte {source.Position}", "0 or more of 0 or more");
        var end = source.Position + (long)size * count;
        switch ((SpssExtension)subtype, size, count)
        {
            case (SpssExtension.Integers, 4, >= 8):
                source.Skip(16);
                Represent(source.Int32());
                source.Skip(8);
                CharacterCode = source.Int32();
                break;
            case (SpssExtension.Floats, 8, >= 3):
                (SystemMissing, Highest, Lowest) = (source.Double(), source.Double(), source.Double());
                break;
            case (SpssExtension.ManyCases, 8, 2):
                source.Skip(8);
                Cases = source.Int64();
                break;
            case (SpssExtension.Encoding, 1, _):
                EncodingName = Encoding.ASCII.GetString(TextDecoder.Trim(source.Array(count, 1024)));
                break;
            case (SpssExtension.LongNames or SpssExtension.VeryLongStrings or SpssExtension.LongLabels or SpssExtension.LongMissing, 1, _):
                _texts[subtype] = source.Array(count, MostBytes);
                break;
        }
        source.Skip(end - source.Position);
    }

    private static void Represent(int representation)
    {
        if (representation is 2 or 3)
            throw BrokenFileException.Unsupported(
                $"numbers in the form of {(representation == 2 ? "IBM 370" : "DEC VAX")}", "IEEE 754", "open the file in SPSS on a personal computer and save it as .sav");
    }
}
