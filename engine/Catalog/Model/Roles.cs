namespace IpdEngine.Catalog.Model;

/// <summary>What an account may do; an account may have several, and none includes another.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Opens results.</summary>
    Reader = 1,

    /// <summary>Sees studies, versions and quality reports, never a raw value.</summary>
    Statistician = 2,

    /// <summary>Hands in datasets and sees what was found in them, raw values included.</summary>
    DataManager = 4,

    /// <summary>Keeps accounts and tokens and reads the audit trail.</summary>
    Administrator = 8,

    /// <summary>Every role.</summary>
    All = Reader | Statistician | DataManager | Administrator,
}
