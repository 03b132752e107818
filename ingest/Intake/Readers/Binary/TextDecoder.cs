using System.Text;

namespace IpdEngine.Intake.Readers.Binary;

/// <summary>Decodes the bytes of cells into one reused run of characters; counts what the encoding does not have.</summary>
/// <param name="encoding">An encoding that leaves ASCII as it is.</param>
internal sealed class TextDecoder(Encoding encoding)
{
    private char[] _characters = new char[512];

    /// <summary>The encoding.</summary>
    public Encoding Encoding => encoding;

    /// <summary>The characters of some bytes, as a view that dies with the next call; <paramref name="whole"/> is false where some stood for none.</summary>
    public ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, out bool whole)
    {
        whole = true;
        if (_characters.Length < bytes.Length)
            _characters = new char[bytes.Length * 2];
        if (Ascii.ToUtf16(bytes, _characters, out var written) == System.Buffers.OperationStatus.Done)
            return _characters.AsSpan(0, written);
        var most = encoding.GetMaxCharCount(bytes.Length);
        if (_characters.Length < most)
            _characters = new char[most];
        written = encoding.GetChars(bytes, _characters);
        var text = _characters.AsSpan(0, written);
        whole = !text.Contains('\uFFFD');
        return text;
    }

    /// <summary>The characters of some bytes of a header.</summary>
    public string Text(ReadOnlySpan<byte> bytes) => new(Decode(bytes, out _));

    /// <summary>Bytes without the blanks and zeros that pad them.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) => bytes.TrimEnd(" \0"u8);
}
