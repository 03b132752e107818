using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>A zlib block of a .zsav file as its trailer tells it.</summary>
/// <param name="Offset">First compressed byte in the file.</param>
/// <param name="Compressed">Compressed bytes.</param>
/// <param name="Unfolded">Bytes that it unfolds to.</param>
internal readonly record struct ZlibBlock(long Offset, int Compressed, int Unfolded)
{
    private const int HeaderBytes = 24;
    private const int EntryBytes = 24;
    private const int MostTrailerBytes = 16 * 1024 * 1024;
    private const long FreeBytes = 1024 * 1024;

    /// <summary>Reads the data header, at which <paramref name="source"/> stands, and the trailer that it points to.</summary>
    /// <exception cref="BrokenFileException">The blocks do not fill the file without gap, or unfold to more than allowed.</exception>
    public static List<ZlibBlock> ReadAll(ByteSource source, double bias, ReadLimits limits)
    {
        source.Part = "the header of the compressed data";
        var start = source.Position;
        var (own, trailer, length) = (source.Int64(), source.Int64(), source.Int64());
        if (own != start || trailer < start + HeaderBytes || trailer > source.Length || length != source.Length - trailer)
            throw BrokenFileException.Corrupt(
                $"a trailer of {length} bytes at byte {trailer}, told at byte {own}", $"a trailer that ends the file at byte {source.Length}, told at byte {start}");
        source.Seek(trailer);
        source.Part = "the trailer of the compressed data";
        if (length is < HeaderBytes or > MostTrailerBytes)
            throw BrokenFileException.Corrupt($"{length} bytes of {source.Part}", $"{HeaderBytes} to {MostTrailerBytes}");
        var told = source.Int64();
        source.Skip(12);
        var count = source.Int32();
        if (told != -(long)bias || count < 0 || HeaderBytes + (long)EntryBytes * count != length)
            throw BrokenFileException.Corrupt($"bias {told} and {count} blocks in {source.Part}", $"bias {-(long)bias} and {(length - HeaderBytes) / EntryBytes} blocks");
        var blocks = new List<ZlibBlock>();
        var (at, unfolded) = (start + HeaderBytes, start);
        for (var i = 0; i < count; i++)
        {
            var (unfoldedAt, offset, size, compressed) = (source.Int64(), source.Int64(), source.Int32(), source.Int32());
            if (unfoldedAt != unfolded || offset != at || size < 0 || compressed < 0)
                throw BrokenFileException.Corrupt($"block {i + 1} of {compressed} bytes at byte {offset}, unfolded {size} at {unfoldedAt}", $"the block at byte {at}, unfolded at {unfolded}");
            blocks.Add(new ZlibBlock(offset, compressed, size));
            (at, unfolded) = (at + compressed, unfolded + size);
        }
        if (at != trailer)
            throw BrokenFileException.Corrupt($"compressed blocks that end at byte {at}", $"byte {trailer}, where the trailer begins");
        var total = unfolded - start;
        if (total > limits.UncompressedBytes || total - FreeBytes > (at - start) * limits.CompressionRatio)
            throw BrokenFileException.Limit(
                $"{at - start} compressed bytes that unfold to {total}", $"at most {limits.UncompressedBytes} bytes and {limits.CompressionRatio} for each compressed one");
        return blocks;
    }
}
