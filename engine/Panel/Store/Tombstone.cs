using System.Security.Cryptography;
using System.Text;

namespace IpdEngine.Panel.Store;

/// <summary>What was withdrawn from a study: the whole of it, or participants known only by the SHA-256 of their pseudonyms.</summary>
/// <param name="Study">The study's code.</param>
/// <param name="Whole">True where the whole study was withdrawn.</param>
/// <param name="Participants">SHA-256 of each withdrawn pseudonym, in ordinal order.</param>
public sealed record Tombstone(string Study, bool Whole, IReadOnlyList<string> Participants)
{
    internal bool Covers(string pseudonym) => Whole || Participants.Contains(Mark(pseudonym), StringComparer.Ordinal);

    internal Tombstone With(string? pseudonym) => pseudonym is null
        ? this with { Whole = true }
        : this with { Participants = [.. Participants.Append(Mark(pseudonym)).Distinct().Order(StringComparer.Ordinal)] };

    private static string Mark(string pseudonym) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(pseudonym)));
}
