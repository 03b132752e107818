using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Catalog.Model;

/// <summary>One entry of the audit trail. Each names the hash of the one before it, so that none can be changed, dropped or slipped in unseen.</summary>
public sealed class AuditEntry
{
    /// <summary>Hash before the first entry.</summary>
    public const string Beginning = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>1, 2, ... without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: an account's name, or <c>worker</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>What, in kebab-case: <c>upload-received</c>, <c>token-revoked</c>, ...</summary>
    public required string Action { get; init; }

    /// <summary>To what: an id, a study's code, an account's name.</summary>
    public required string Subject { get; init; }

    /// <summary>Further particulars; never a raw value, a file name or a secret.</summary>
    public required string Detail { get; init; }

    /// <summary>Hash of the entry before.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256 over all of the above, hexadecimal.</summary>
    public string Hash { get; set; } = "";

    /// <summary>What <see cref="Hash"/> should be.</summary>
    public string ExpectedHash()
    {
        // Each part is preceded by its length, so that no two entries give one text.
        var text = new StringBuilder();
        foreach (var part in new[]
        {
            Sequence.ToString(CultureInfo.InvariantCulture), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            Actor, Action, Subject, Detail, Previous,
        })
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
