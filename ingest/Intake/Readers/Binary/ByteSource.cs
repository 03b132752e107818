using System.Buffers.Binary;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>Reads numbers and bytes of either byte order off a stream of known length, through one buffer; what is not there ends the parse.</summary>
/// <param name="stream">A readable stream that stands at its beginning; it is disposed with the source.</param>
/// <param name="length">Bytes that it holds.</param>
internal sealed class ByteSource(Stream stream, long length) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private long _start;
    private int _at;
    private int _filled;

    /// <summary>True where the most significant byte comes first.</summary>
    public bool BigEndian { get; set; }

    /// <summary>What is being read: findings name it.</summary>
    public string Part { get; set; } = "the header";

    /// <summary>Bytes before the next one.</summary>
    public long Position => _start + _at;

    /// <summary>Bytes in all.</summary>
    public long Length => length;

    /// <summary>Bytes still to come.</summary>
    public long Remaining => length - Position;

    /// <summary>The next bytes (at most 64 KiB), as a view that dies with the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (_filled - _at < count)
            Fill(count);
        var view = _buffer.AsSpan(_at, count);
        _at += count;
        return view;
    }

    /// <summary>Fills <paramref name="target"/> with the next bytes.</summary>
    public void Read(Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var step = Math.Min(target.Length, _filled > _at ? _filled - _at : _buffer.Length);
            Take(step).CopyTo(target);
            target = target[step..];
        }
    }

    /// <summary>The next bytes as an array of their own, made only once they are known to be there and to be no more than <paramref name="most"/>.</summary>
    public byte[] Array(long count, long most)
    {
        if (count < 0 || count > most)
            throw BrokenFileException.Corrupt($"a length of {count} bytes in {Part}, before byte {Position}", $"0 to {most}");
        Require(count);
        var bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    /// <summary>Steps over bytes that must be there.</summary>
    public void Skip(long count)
    {
        if (count < 0)
            throw BrokenFileException.Corrupt($"a length of {count} bytes in {Part}, before byte {Position}", "0 or more");
        Require(count);
        if (count <= _filled - _at)
            _at += (int)count;
        else
            Seek(Position + count);
    }

    /// <summary>Goes to a place in a stream that can seek.</summary>
    public void Seek(long position)
    {
        if (position < 0 || position > length)
            throw BrokenFileException.Corrupt($"a pointer to byte {position} in {Part}", $"0 to {length}, the length of the file");
        if (position >= _start && position <= _start + _filled)
        {
            _at = (int)(position - _start);
            return;
        }
        (_start, _at, _filled) = (position, 0, 0);
    }

    /// <summary>The next byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>The next two bytes.</summary>
    public ushort UInt16() => BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Take(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    /// <summary>The next four bytes.</summary>
    public int Int32() => BigEndian ? BinaryPrimitives.ReadInt32BigEndian(Take(4)) : BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    /// <summary>The next eight bytes.</summary>
    public long Int64() => BigEndian ? BinaryPrimitives.ReadInt64BigEndian(Take(8)) : BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>The next eight bytes as an IEEE 754 number.</summary>
    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void Require(long count)
    {
        if (count > Remaining)
            throw BrokenFileException.Truncated($"the file ends at byte {length}, inside {Part}", $"{count} bytes from byte {Position} on");
    }

    private void Fill(int count)
    {
        Require(count);
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _start += _at;
        _filled -= _at;
        _at = 0;
        // Two sources may share a stream that can seek: each finds its own place again.
        if (stream.CanSeek)
            stream.Position = _start + _filled;
        while (_filled < count)
        {
            var read = stream.Read(_buffer, _filled, _buffer.Length - _filled);
            if (read == 0)
                throw BrokenFileException.Truncated($"the file ends at byte {_start + _filled}, inside {Part}", $"{count} bytes from byte {_start} on");
            _filled += read;
        }
    }
}
