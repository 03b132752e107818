namespace IpdEngine.Panel.Columnar;

/// <summary>Snappy's block format: a length, then literals and copies of what is already there.</summary>
/// <remarks>github.com/google/snappy, format_description.txt.</remarks>
internal static class SnappyBlock
{
    /// <exception cref="MalformedTableException">The block does not unpack to exactly the target.</exception>
    internal static void Unpack(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var (at, written) = (0, 0);
        var length = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= source.Length || shift > 28)
                throw Damaged();
            var part = source[at++];
            length |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }
        if (length != (ulong)target.Length)
            throw Damaged();
        while (at < source.Length)
        {
            var tag = source[at++];
            var kind = tag & 3;
            var count = kind == 0 ? (tag >> 2) + 1 : kind == 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
            if (kind == 0)
            {
                if (count > 60)
                    count = LongCount(source, ref at, count - 60);
                if (count > source.Length - at || count > target.Length - written)
                    throw Damaged();
                source.Slice(at, count).CopyTo(target[written..]);
                at += count;
            }
            else
            {
                var offset = kind == 1 ? ((tag >> 5) << 8) | Number(source, ref at, 1) : Number(source, ref at, kind == 2 ? 2 : 4);
                if (offset <= 0 || offset > written || count > target.Length - written)
                    throw Damaged();
                // Source and target overlap where a pattern repeats: byte by byte.
                for (var i = 0; i < count; i++)
                    target[written + i] = target[written + i - offset];
            }
            written += count;
        }
        if (written != target.Length)
            throw Damaged();
    }

    private static int LongCount(ReadOnlySpan<byte> source, ref int at, int bytes)
    {
        var count = (uint)Number(source, ref at, bytes) + 1L;
        return count <= int.MaxValue ? (int)count : throw Damaged();
    }

    private static int Number(ReadOnlySpan<byte> source, ref int at, int bytes)
    {
        if (bytes > source.Length - at)
            throw Damaged();
        var number = 0;
        for (var i = 0; i < bytes; i++)
            number |= source[at++] << (8 * i);
        return number;
    }

    private static MalformedTableException Damaged() => new("a snappy block that does not unpack", "one of the page's size");
}
