namespace IpdEngine.Catalog.Model;

/// <summary>An API token as it is kept: its secret cannot be told from it.</summary>
public sealed class ApiToken
{
    /// <summary>First characters of the token, by which it is named in lists.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The account on whose behalf it speaks.</summary>
    public required string AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Label { get; init; }

    /// <summary>What it may do, at most: the account's own roles bound it too.</summary>
    public required Roles Roles { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it becomes void.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked; null while it holds.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
