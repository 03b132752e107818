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
    public string Participant(string study, ReadOnlySpan<char> id) => Of(study, "participant", id);

    /// <summary>The pseudonym of a therapist.</summary>
    public string Therapist(string study, ReadOnlySpan<char> id) => Of(study, "therapist", id);

    // Study codes and kinds hold no NUL, so no two triples give one message.
    private string Of(string study, string kind, ReadOnlySpan<char> id)
    {
        var message = Encoding.UTF8.GetBytes($"{study}\0{kind}\0{id}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_key, message).AsSpan(0, PseudonymBytes));
    }
}
