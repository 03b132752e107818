namespace IpdEngine.Catalog.Model;

/// <summary>A local account.</summary>
public sealed class Account
{
    /// <summary>32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Unique name in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>Salted hash of the password; null where the account signs in by a one-time link alone.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>What it may do.</summary>
    public required Roles Roles { get; set; }

    /// <summary>Changes with password, roles and standing: a cookie that carries another one is void.</summary>
    public required string Stamp { get; set; }

    /// <summary>True where it may no longer sign in; its tokens are void with it.</summary>
    public bool Disabled { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
