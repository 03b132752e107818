using System.Security.Cryptography;
using System.Text;
using IpdEngine.Catalog;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Access;

/// <summary>For a single user on loopback: a link, printed at start as Jupyter does, that signs in once as the account <c>local</c>.</summary>
internal sealed class StartLink(WorkerSettings settings, AccountBook accounts, TokenBook tokens, AuditTrail audit)
{
    /// <summary>Account of the link and of the token file.</summary>
    public const string LocalAccount = "local";

    private const string TokenLabel = "token file";
    private static readonly TimeSpan s_tokenLife = TimeSpan.FromDays(7);
    private byte[]? _hash;

    /// <summary>A fresh secret; null where links are off. An earlier one is void.</summary>
    public string? Renew()
    {
        if (!settings.OneTimeLink)
            return null;
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return secret;
    }

    /// <summary>Exchanges the secret for the account; null where it is not the secret, or was used.</summary>
    public async Task<Account?> RedeemAsync(string secret, CancellationToken cancel)
    {
        var expected = Interlocked.Exchange(ref _hash, null);
        if (expected is null)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), expected))
        {
            // A wrong guess does not use the link up; 256 random bits are not guessed.
            Interlocked.CompareExchange(ref _hash, expected, null);
            return null;
        }
        var account = await LocalAsync(cancel);
        await audit.AppendAsync(account.Name, "signed-in", account.Name, "by one-time link", cancel);
        return account;
    }

    /// <summary>Writes a fresh API token of the account <c>local</c> to a file that only its owner may read; that of an earlier start is void.</summary>
    public async Task WriteTokenAsync(string file, CancellationToken cancel)
    {
        var account = await LocalAsync(cancel);
        foreach (var earlier in await tokens.ListAsync(account.Id, cancel))
            if (earlier is { Label: TokenLabel, RevokedAt: null })
                await tokens.RevokeAsync(earlier.Prefix, account.Id, account.Name, cancel);
        var (token, _) = await tokens.CreateAsync(account, TokenLabel, account.Roles, s_tokenLife, account.Name, cancel);
        DurableFiles.Local.Replace(file, Encoding.UTF8.GetBytes(token + "\n"), isPrivate: true);
    }

    private async Task<Account> LocalAsync(CancellationToken cancel) =>
        await accounts.FindByNameAsync(LocalAccount, cancel) ?? await accounts.CreateAsync(LocalAccount, null, Roles.All, "worker", cancel);
}
