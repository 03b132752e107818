using IpdEngine.Numerics.Random;

namespace IpdEngine.Perf.Faults.Kills;

/// <summary>A file that comes in pieces with pauses, as over a bad line.</summary>
internal sealed class HesitantStream(byte[] bytes, Philox draw) : Stream
{
    private readonly int _longestPause = draw.NextBelow(3) == 0 ? 60 : 1;
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (draw.NextBelow(_longestPause) is > 0 and var pause)
            await Task.Delay(pause, cancellationToken);
        return Read(buffer.Span);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
