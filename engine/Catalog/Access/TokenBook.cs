using System.Security.Cryptography;
using System.Text;
using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;

namespace IpdEngine.Catalog.Access;

/// <summary>
/// API tokens: 256 random bits, told once when made; what is kept is their SHA-256, which is enough where the secret itself is random. A token does what
/// it and its account both may.
/// </summary>
public sealed class TokenBook(CatalogDatabase database)
{
    /// <summary>What every token begins with, so that a secret scanner knows one.</summary>
    public const string Mark = "ipd_";

    /// <summary>Longest time that a token may hold.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    private const int SecretBytes = 32;
    private const int PrefixLength = 12;
    private const int MaximumLabel = 100;

    /// <summary>Makes a token; its text is not kept.</summary>
    /// <exception cref="ArgumentException">The label is too long, the life is not between a minute and a year, or the account has not all of the roles.</exception>
    public Task<(string Token, ApiToken Row)> CreateAsync(
        Account account, string label, Roles roles, TimeSpan life, string actor, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(label);
        if (label.Length is 0 or > MaximumLabel || label.Any(char.IsControl))
            throw new ArgumentException($"found a label of {label.Length} characters, expected 1 to {MaximumLabel} printable ones", nameof(label));
        if (life < TimeSpan.FromMinutes(1) || life > LongestLife)
            throw new ArgumentException($"found a life of {life}, expected between a minute and {LongestLife.TotalDays} days", nameof(life));
        if (roles == Roles.None || (roles & ~account.Roles) != Roles.None)
            throw new ArgumentException(
                $"found roles {string.Join(", ", RoleNames.Of(roles))}, expected some of those of the account: {string.Join(", ", RoleNames.Of(account.Roles))}", nameof(roles));
        return database.WriteAsync(
            async context =>
            {
                var token = Mark + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
                var now = database.Clock.GetUtcNow();
                var row = new ApiToken
                {
                    Prefix = token[..PrefixLength],
                    Hash = HashOf(token),
                    AccountId = account.Id,
                    Label = label,
                    Roles = roles,
                    CreatedAt = now,
                    ExpiresAt = now + life,
                };
                context.Tokens.Add(row);
                await AuditTrail.AppendAsync(context, database.Clock, new(actor, "token-created", row.Prefix, $"for {account.Name}: {string.Join(", ", RoleNames.Of(roles))}"), cancel);
                return (token, row);
            },
            cancel);
    }

    /// <summary>Whose token it is and what it may do; null where it is unknown, void or revoked, or its account is disabled.</summary>
    public async Task<(Account Account, Roles Roles)?> FindAsync(string token, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (!token.StartsWith(Mark, StringComparison.Ordinal) || token.Length > 100)
            return null;
        var hash = HashOf(token);
        var now = database.Clock.GetUtcNow();
        var found = await database.ReadAsync(context =>
            (from row in context.Tokens.AsNoTracking()
             join account in context.Accounts.AsNoTracking() on row.AccountId equals account.Id
             where row.Hash == hash && row.RevokedAt == null && row.ExpiresAt > now && !account.Disabled
             select new { Account = account, row.Roles }).FirstOrDefaultAsync(cancel));
        return found is null ? null : (found.Account, found.Roles & found.Account.Roles);
    }

    /// <summary>Revokes a token; one that is revoked stays so.</summary>
    /// <param name="prefix">First characters of the token.</param>
    /// <param name="owner">Only where it belongs to this account; null: whosever it is.</param>
    /// <param name="actor">Who revokes it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False where there is no such token.</returns>
    public Task<bool> RevokeAsync(string prefix, string? owner, string actor, CancellationToken cancel = default) =>
        database.WriteAsync(
            async context =>
            {
                var row = await context.Tokens.FirstOrDefaultAsync(token => token.Prefix == prefix && (owner == null || token.AccountId == owner), cancel);
                if (row is null)
                    return false;
                if (row.RevokedAt is null)
                {
                    row.RevokedAt = database.Clock.GetUtcNow();
                    await AuditTrail.AppendAsync(context, database.Clock, new(actor, "token-revoked", prefix, ""), cancel);
                }
                return true;
            },
            cancel);

    /// <summary>Tokens, newest first.</summary>
    /// <param name="owner">Only those of this account; null: of all.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IReadOnlyList<ApiToken>> ListAsync(string? owner, CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<ApiToken>>(async context => await context.Tokens.AsNoTracking()
            .Where(row => owner == null || row.AccountId == owner).OrderByDescending(row => row.CreatedAt).ToListAsync(cancel));

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
