using System.IO.Compression;
using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Spss;

/// <summary>The bytes that the zlib blocks of a .zsav file unfold to, one block after the other.</summary>
internal sealed class ZlibBlockStream(Stream file, IReadOnlyList<ZlibBlock> blocks) : Stream
{
    private ZLibStream? _inflater;
    private int _block = -1;
    private int _left;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => blocks.Sum(b => (long)b.Unfolded);

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        try
        {
            while (_left == 0)
            {
                if (++_block >= blocks.Count)
                    return 0;
                _left = blocks[_block].Unfolded;
                _inflater = new ZLibStream(new FileWindow(file, blocks[_block].Offset, blocks[_block].Compressed), CompressionMode.Decompress);
            }
            var read = _inflater!.Read(buffer[..Math.Min(buffer.Length, _left)]);
            if (read == 0)
                throw Fault($"ends {_left} bytes early");
            if ((_left -= read) == 0)
                RequireEnd();
            return read;
        }
        catch (InvalidDataException)
        {
            throw Fault("is no zlib stream or has a wrong checksum");
        }
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inflater?.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    // One read past the end: a longer block shows itself, and the checksum is compared.
    private void RequireEnd()
    {
        Span<byte> one = stackalloc byte[1];
        if (_inflater!.Read(one) != 0)
            throw Fault("goes on past its end");
        _inflater.Dispose();
    }

    private BrokenFileException Fault(string what) => BrokenFileException.Corrupt(
        $"compressed block {_block + 1} at byte {blocks[_block].Offset} {what}", $"zlib data that unfolds to {blocks[_block].Unfolded} bytes");
}
