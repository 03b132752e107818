using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Panel.Store;

/// <summary>Where a study version came from: with the schema version it makes the version's identity.</summary>
public sealed record StudySource
{
    /// <summary>SHA-256 of the uploaded bytes, hexadecimal.</summary>
    public required string RawHash { get; init; }

    /// <summary>SHA-256 of the instrument registry, hexadecimal.</summary>
    public required string RegistryHash { get; init; }

    /// <summary>The study description as it was given.</summary>
    public required string Description { get; init; }

    /// <summary>What ingest found, gravest first.</summary>
    public IReadOnlyList<StoredFinding> Findings { get; init; } = [];

    /// <summary>SHA-256 of raw bytes, description, registry and schema version: the same upload has the same identity.</summary>
    public string Identity()
    {
        var text = string.Join('\n', "ipd study version", RawHash.ToLowerInvariant(), HashOf(Description), RegistryHash.ToLowerInvariant(), $"schema {PanelSchema.Version}");
        return HashOf(text);
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A finding of ingest as the manifest keeps it.</summary>
/// <param name="Code">Stable rule name in kebab-case.</param>
/// <param name="Severity"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="File">File name without directory.</param>
/// <param name="Sheet">Sheet, where the format has sheets.</param>
/// <param name="Row">Row as the user's program numbers it.</param>
/// <param name="Column">Column name.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Count">How many places it stands for.</param>
public sealed record StoredFinding(
    string Code, string Severity, string? File, string? Sheet, long? Row, string? Column, string Found, string Expected, string Remedy, long Count);
