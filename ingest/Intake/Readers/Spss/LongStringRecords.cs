using System.Buffers.Binary;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Extension records 21 and 22: value labels and missing values of strings longer than 8 bytes, by variable name.</summary>
internal static class LongStringRecords
{
    /// <summary>Value labels by variable, values without padding.</summary>
    /// <exception cref="BrokenFileException">The record ends inside a label.</exception>
    public static Dictionary<string, List<(byte[] Value, byte[] Label)>> Labels(SpssDictionary dictionary, bool bigEndian, TextDecoder decoder)
    {
        var labels = new Dictionary<string, List<(byte[], byte[])>>(StringComparer.OrdinalIgnoreCase);
        var rest = new Rest(dictionary.Extension(SpssExtension.LongLabels), bigEndian, "extension record 21, the value labels of long strings");
        while (!rest.Bytes.IsEmpty)
        {
            var name = decoder.Text(TextDecoder.Trim(rest.Take(rest.Int32())));
            rest.Int32();
            var count = rest.Int32();
            var list = new List<(byte[], byte[])>();
            for (var i = 0; i < count; i++)
                list.Add((TextDecoder.Trim(rest.Take(rest.Int32())).ToArray(), rest.Take(rest.Int32()).ToArray()));
            labels[name] = list;
        }
        return labels;
    }

    /// <summary>Missing values by variable, eight bytes each.</summary>
    /// <exception cref="BrokenFileException">The record ends inside a value.</exception>
    public static Dictionary<string, List<byte[]>> Missing(SpssDictionary dictionary, bool bigEndian, TextDecoder decoder)
    {
        var missing = new Dictionary<string, List<byte[]>>(StringComparer.OrdinalIgnoreCase);
        var rest = new Rest(dictionary.Extension(SpssExtension.LongMissing), bigEndian, "extension record 22, the missing values of long strings");
        while (!rest.Bytes.IsEmpty)
        {
            var name = decoder.Text(TextDecoder.Trim(rest.Take(rest.Int32())));
            var count = rest.Take(1)[0];
            var length = rest.Int32();
            var list = new List<byte[]>();
            for (var i = 0; i < count; i++)
            {
                // PSPP before 1.4 told the length again before each value.
                if (i > 0 && rest.Bytes.Length >= 4 + length && rest.Peek() == length)
                    rest.Int32();
                list.Add(rest.Take(length).ToArray());
            }
            missing[name] = list;
        }
        return missing;
    }

    /// <summary>What is left of a record.</summary>
    private ref struct Rest(ReadOnlySpan<byte> bytes, bool bigEndian, string part)
    {
        public ReadOnlySpan<byte> Bytes { get; private set; } = bytes;

        public readonly int Peek() => bigEndian ? BinaryPrimitives.ReadInt32BigEndian(Bytes) : BinaryPrimitives.ReadInt32LittleEndian(Bytes);

        public int Int32()
        {
            var view = Take(4);
            return bigEndian ? BinaryPrimitives.ReadInt32BigEndian(view) : BinaryPrimitives.ReadInt32LittleEndian(view);
        }

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > Bytes.Length)
                throw BrokenFileException.Corrupt($"a length of {count} in {part}", $"0 to {Bytes.Length}, what is left of the record");
            var view = Bytes[..count];
            Bytes = Bytes[count..];
            return view;
        }
    }
}
