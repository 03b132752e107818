using System.Globalization;
using System.Security.Cryptography;

namespace IpdEngine.Catalog.Access;

/// <summary>
/// Passwords as they are kept: PBKDF2 (RFC 8018) with HMAC-SHA-256, 600,000 rounds as OWASP's Password Storage Cheat Sheet asks since 2023, and a salt of
/// 128 random bits, written <c>pbkdf2-sha256$ROUNDS$SALT$HASH</c>.
/// </summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Rounds = 600_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // Checked where there is no account, so that the time of an answer does not tell which names exist.
    private static readonly Lazy<string> s_nobody = new(() => Of(Convert.ToHexString(RandomNumberGenerator.GetBytes(SaltBytes))));

    internal static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);
        return $"{Scheme}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    /// <summary>Whether it is the password; takes as long where there is no hash to compare with.</summary>
    internal static bool Fits(string password, string? stored)
    {
        var parts = (stored ?? s_nobody.Value).Split('$');
        if (parts is not [Scheme, var rounds, var salt, var hash])
            throw new ArgumentException($"found a password hash of scheme '{parts[0]}', expected {Scheme}", nameof(stored));
        var expected = Convert.FromBase64String(hash);
        var found = Rfc2898DeriveBytes.Pbkdf2(
            password, Convert.FromBase64String(salt), int.Parse(rounds, CultureInfo.InvariantCulture), HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(found, expected) && stored is not null;
    }
}
