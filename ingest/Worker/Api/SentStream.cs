namespace IpdEngine.Worker.Api;

/// <summary>What a sender sends, told apart from the disk that it goes to: where it breaks off the form is at fault, not the worker.</summary>
/// <param name="rest">The part of the form.</param>
/// <param name="head">Bytes of it that were read already; null: none.</param>
internal sealed class SentStream(Stream rest, byte[]? head = null) : Stream
{
    private byte[]? _head = head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The form ends in the middle of the part.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_head is { } first && buffer.Length >= first.Length)
        {
            _head = null;
            first.CopyTo(buffer);
            return first.Length;
        }
        try
        {
            return await rest.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw new InvalidDataException("found the end of the form in the middle of a part, expected its boundary", fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
