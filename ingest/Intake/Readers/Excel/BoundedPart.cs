using IpdEngine.Intake.Readers.Binary;

namespace IpdEngine.Intake.Readers.Excel;

/// <summary>A part of a workbook as it unpacks, watched: bytes, ratio, runs of text without a tag, depth. XML that passes here can be
/// parsed in bounded memory.</summary>
internal sealed class BoundedPart(Stream part, long most, int longestRun) : Stream
{
    private const int DeepestNesting = 1_000;
    private long _bytes, _run, _open;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        // Small pieces keep the depth and the run near the truth.
        int read = part.Read(buffer[..Math.Min(buffer.Length, 8192)]);
        ReadOnlySpan<byte> fresh = buffer[..read];
        _bytes += read;
        _run = fresh.Contains((byte)'<') ? 0 : _run + read;
        _open += fresh.Count((byte)'<') - 2 * fresh.Count("</"u8) - fresh.Count("/>"u8) - fresh.Count("<?"u8);
        if (_bytes > most)
            throw BrokenFileException.Limit($"a part of the workbook that unpacks to more than {most} bytes",
                $"at most {most} bytes for a file of its size");
        if (_run > longestRun)
            throw BrokenFileException.Limit($"more than {longestRun} bytes without a tag in a part of the workbook",
                "cells of at most 32767 characters");
        // A tag cut by the end of a piece may be missed: one a piece, far below what an attack needs.
        if (_open > DeepestNesting + _bytes / 4096)
            throw BrokenFileException.Corrupt($"elements nested more than {DeepestNesting} deep in a part of the workbook", "a worksheet");
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            part.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
