using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>Value labels (record 3) and the variables that they belong to (record 4), still bytes.</summary>
/// <param name="Values">Values, eight bytes each.</param>
/// <param name="Labels">Labels, one a value.</param>
/// <param name="Elements">Places of the variables in a case, counted in eights from 1 as the file does.</param>
internal sealed record ValueLabelSet(IReadOnlyList<byte[]> Values, IReadOnlyList<byte[]> Labels, IReadOnlyList<int> Elements)
{
    /// <summary>Reads the two records after the type of the first.</summary>
    /// <exception cref="BrokenFileException">The bytes are no such records.</exception>
    public static ValueLabelSet Read(ByteSource source)
    {
        source.Part = "a value label record";
        var count = Count(source, 16);
        var values = new List<byte[]>();
        var labels = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            values.Add(source.Take(8).ToArray());
            var length = source.Byte();
            labels.Add(source.Array(length, byte.MaxValue));
            source.Skip(-(length + 1) & 7);
        }
        var type = source.Int32();
        if (type != 4)
            throw BrokenFileException.Corrupt($"record {type} before byte {source.Position}", "record 4, the variables of the value labels before it");
        var elements = new int[Count(source, 4)];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = source.Int32();
        return new ValueLabelSet(values, labels, elements);
    }

    private static int Count(ByteSource source, int bytesEach)
    {
        var count = source.Int32();
        if (count < 0 || (long)count * bytesEach > source.Remaining)
            throw BrokenFileException.Corrupt($"a count of {count} in {source.Part}, before byte {source.Position}", $"no more than fit into the {source.Remaining} bytes that follow");
        return count;
    }
}
