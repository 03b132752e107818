using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Intake.Mapping;

/// <summary>
/// The secret that turns identifiers into pseudonyms: HMAC-SHA-256 (RFC 2104, FIPS 198-1) of study, kind and normalised identifier, the first 128 bits as 32
/// hexadecimal digits. Without the key nobody can try identifiers out; it is kept outside the store.
/// </summary>
public sealed class PseudonymKey
{
    /// <summary>Fewest bytes of a key.</summary>
    public const int MinimumLength = 16;

    private const int PseudonymBytes = 16;

    // The longest study code and kind, and an identifier of IdentifierText.MaximumLength in UTF-8.
    private const int MessageBytes = 1024;
    private readonly byte[] _key;

    /// <summary>A key of its bytes.</summary>
    /// <exception cref="ArgumentException">Fewer than <see cref="MinimumLength"/> bytes.</exception>
    public PseudonymKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < MinimumLength)
            throw new ArgumentException($"found a key of {key.Length} bytes, expected at least {MinimumLength}: write e.g. 'openssl rand -hex 32' to a file", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>A key of a text (UTF-8, blanks and line ends around it cut), as it stands in a key file or an environment variable.</summary>
    /// <exception cref="ArgumentException">Too short.</exception>
    public static PseudonymKey FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PseudonymKey(Encoding.UTF8.GetBytes(text.Trim()));
    }

    /// <summary>The pseudonym of a participant.</summary>
    /// <exception cref="ArgumentException">Study and identifier take more than a kilobyte of UTF-8.</exception>
    public string Participant(string study, ReadOnlySpan<char> id) => Convert.ToHexStringLower(Code(study, "participant", Utf8(id)));

    /// <summary>The pseudonym of a therapist.</summary>
    /// <exception cref="ArgumentException">Study and identifier take more than a kilobyte of UTF-8.</exception>
    public string Therapist(string study, ReadOnlySpan<char> id) => Convert.ToHexStringLower(Code(study, "therapist", Utf8(id)));

    /// <summary>Pseudonyms of many participants, the same that <see cref="Participant"/> gives.</summary>
    internal PseudonymSeries Series(string study) => new(_key, study);

    // Study codes and kinds hold no NUL, so no two triples give one message.
    private byte[] Code(string study, string kind, ReadOnlySpan<byte> id)
    {
        Span<byte> message = stackalloc byte[MessageBytes];
        var length = Append(message, 0, study);
        length = Append(message, length, kind);
        id.CopyTo(message[length..]);
        Span<byte> code = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, message[..(length + id.Length)], code);
        return code[..PseudonymBytes].ToArray();
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private static int Append(Span<byte> message, int at, ReadOnlySpan<char> text)
    {
        at += Encoding.UTF8.GetBytes(text, message[at..]);
        message[at] = 0;
        return at + 1;
    }
}
