using System.Text;

namespace IpdEngine.Intake.Readers.Delimited;

/// <summary>A text file of any encoding as a stream of UTF-8, which remembers where characters could not be decoded. A NUL or a byte
/// without meaning becomes U+FFFD, so that nothing around it is read as if it were whole.</summary>
internal sealed class Utf8Stream : Stream
{
    private const int Block = 64 * 1024;
    private const int MostPlaces = 65_536;
    private readonly Stream _file;
    private readonly Decoder _decoder;
    private readonly bool _singleByte;
    private readonly byte[] _bytes = new byte[Block];
    private readonly char[] _characters;
    private readonly byte[] _utf8;
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private readonly Queue<long> _places = new();
    private int _start, _end;
    private long _written;
    private bool _finished;

    /// <summary>Reads <paramref name="file"/> (which it owns) from its current position.</summary>
    public Utf8Stream(Stream file, Encoding encoding)
    {
        _file = file;
        _singleByte = encoding.IsSingleByte;
        _decoder = encoding.GetDecoder();
        _decoder.Fallback = new DecoderReplacementFallback("\uFFFD");
        _characters = new char[encoding.GetMaxCharCount(Block)];
        _utf8 = new byte[Encoding.UTF8.GetMaxByteCount(_characters.Length)];
    }

    /// <summary>Takes the characters lost before <paramref name="end"/>, an offset in the UTF-8; how many.</summary>
    public int TakeLost(long end)
    {
        int count = 0;
        for (; _places.TryPeek(out long place) && place < end; count++)
            _places.Dequeue();
        return count;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        while (_start == _end && !_finished)
            Fill();
        int count = Math.Min(buffer.Length, _end - _start);
        _utf8.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private void Fill()
    {
        int read = _file.Read(_bytes);
        _finished = read == 0;
        int count = _decoder.GetChars(_bytes.AsSpan(0, read), _characters, flush: _finished);
        Span<char> text = _characters.AsSpan(0, count);
        _start = _end = 0;
        while (true)
        {
            int lost = IndexOfLost(text);
            ReadOnlySpan<char> whole = lost < 0 ? text : text[..lost];
            int bytes = _encoder.GetBytes(whole, _utf8.AsSpan(_end), flush: lost >= 0 || _finished);
            _end += bytes;
            _written += bytes;
            if (lost < 0)
                return;
            if (_places.Count < MostPlaces)
                _places.Enqueue(_written);
            "\uFFFD"u8.CopyTo(_utf8.AsSpan(_end));
            _end += 3;
            _written += 3;
            text = text[(lost + 1)..];
        }
    }

    // Code pages map the bytes that they leave undefined to C1 controls, which no data file means.
    private int IndexOfLost(ReadOnlySpan<char> text)
    {
        int lost = text.IndexOfAny('\uFFFD', '\0');
        int control = _singleByte ? (lost < 0 ? text : text[..lost]).IndexOfAnyInRange('\u0080', '\u009F') : -1;
        return control >= 0 ? control : lost;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
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
