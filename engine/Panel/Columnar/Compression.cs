using System.IO.Compression;

namespace IpdEngine.Panel.Columnar;

/// <summary>Unpacks a page into exactly the size that its header names, whatever the packed bytes claim.</summary>
internal static class Compression
{
    /// <exception cref="MalformedTableException">Another codec, or bytes that do not unpack to that size.</exception>
    internal static void Unpack(int codec, byte[] packed, int first, Span<byte> target)
    {
        var source = packed.AsSpan(first);
        switch (codec)
        {
            case 0:
                if (source.Length < target.Length)
                    throw new MalformedTableException($"a page of {source.Length} bytes", $"{target.Length}");
                source[..target.Length].CopyTo(target);
                break;
            case 1:
                SnappyBlock.Unpack(source, target);
                break;
            case 2:
                Unpack(new GZipStream(new MemoryStream(packed, first, source.Length), CompressionMode.Decompress), target);
                break;
            case 4:
                Unpack(new BrotliStream(new MemoryStream(packed, first, source.Length), CompressionMode.Decompress), target);
                break;
            case 6:
                UnpackZstandard(source, target);
                break;
            default:
                throw new MalformedTableException($"compression codec {codec}", "none, snappy, gzip, brotli or zstd", "write the file with one of these");
        }
    }

    private static void Unpack(Stream stream, Span<byte> target)
    {
        using (stream)
            try
            {
                stream.ReadExactly(target);
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException or InvalidOperationException)
            {
                throw new MalformedTableException("a page that does not unpack", $"{target.Length} bytes from it");
            }
    }

    private static void UnpackZstandard(ReadOnlySpan<byte> source, Span<byte> target)
    {
        using var decompressor = new ZstdSharp.Decompressor();
        try
        {
            if (decompressor.TryUnwrap(source, target, out var written) && written == target.Length)
                return;
        }
        catch (ZstdSharp.ZstdException)
        {
            // Said below, with the blocks that unpack to another size.
        }
        throw new MalformedTableException("a page that does not unpack", $"{target.Length} bytes from it");
    }
}
