using System.Security.Cryptography;
using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;

namespace IpdEngine.Catalog.Access;

/// <summary>The local accounts.</summary>
public sealed class AccountBook(CatalogDatabase database)
{
    /// <summary>Fewest characters of a password (NIST SP 800-63B-4, 15 where it is the only factor).</summary>
    public const int MinimumPassword = 15;

    /// <summary>Most characters of a password: hashing a longer one would be a way to keep the machine busy.</summary>
    public const int MaximumPassword = 256;

    private const int MaximumName = 64;

    /// <summary>Makes an account.</summary>
    /// <param name="name">Letters, digits, and <c>. - _ @</c>; kept in lower case.</param>
    /// <param name="password">15 to 256 characters; null for an account that signs in by a one-time link alone.</param>
    /// <param name="roles">What it may do.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">Name or password is not valid, or the name is taken.</exception>
    public Task<Account> CreateAsync(string name, string? password, Roles roles, string actor, CancellationToken cancel = default)
    {
        var (checkedName, hash) = (CheckedName(name), password is null ? null : PasswordHash.Of(CheckedPassword(password)));
        return database.WriteAsync(
            async context =>
            {
                if (await context.Accounts.AnyAsync(row => row.Name == checkedName, cancel))
                    throw new ArgumentException($"found an account named '{checkedName}' already, expected a name that is free", nameof(name));
                var account = new Account
                {
                    Id = Guid.NewGuid().ToString("N"),
                    Name = checkedName,
                    PasswordHash = hash,
                    Roles = roles,
                    Stamp = FreshStamp(),
                    CreatedAt = database.Clock.GetUtcNow(),
                };
                context.Accounts.Add(account);
                await AuditTrail.AppendAsync(context, database.Clock, new(actor, "account-created", checkedName, string.Join(", ", RoleNames.Of(roles))), cancel);
                return account;
            },
            cancel);
    }

    /// <summary>Changes roles, standing or password of an account; all that it was signed in with becomes void.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="roles">New roles; null: as they are.</param>
    /// <param name="disabled">New standing; null: as it is.</param>
    /// <param name="password">New password; null: as it is.</param>
    /// <param name="actor">Who changes it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ArgumentException">No such account, a password that is not valid, or no administrator would be left.</exception>
    public Task<Account> ChangeAsync(string name, Roles? roles, bool? disabled, string? password, string actor, CancellationToken cancel = default)
    {
        var hash = password is null ? null : PasswordHash.Of(CheckedPassword(password));
        return database.WriteAsync(
            async context =>
            {
                var account = await context.Accounts.FirstOrDefaultAsync(row => row.Name == name, cancel)
                    ?? throw new ArgumentException($"found no account '{name}', expected one of the list of accounts", nameof(name));
                account.Roles = roles ?? account.Roles;
                account.Disabled = disabled ?? account.Disabled;
                account.PasswordHash = hash ?? account.PasswordHash;
                account.Stamp = FreshStamp();
                if (account.Disabled || !account.Roles.HasFlag(Roles.Administrator))
                    await KeepAnAdministratorAsync(context, account, cancel);
                var changes = new[]
                {
                    roles is { } r ? $"roles {string.Join(", ", RoleNames.Of(r))}" : null, disabled is { } d ? $"disabled {d}" : null,
                    password is null ? null : "password",
                };
                await AuditTrail.AppendAsync(context, database.Clock, new(actor, "account-changed", account.Name, string.Join("; ", changes.OfType<string>())), cancel);
                return account;
            },
            cancel);
    }

    /// <summary>The account of a name and password; null where there is none. Takes as long for a name that does not exist.</summary>
    public async Task<Account?> SignInAsync(string name, string password, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length > MaximumPassword || name.Length > MaximumName)
            return null;
        var account = await FindByNameAsync(name, cancel);
        var fits = PasswordHash.Fits(password, account?.PasswordHash);
        return fits && account is { Disabled: false } ? account : null;
    }

    /// <summary>An account by its id; null where there is none.</summary>
    public Task<Account?> FindAsync(string id, CancellationToken cancel = default) =>
        database.ReadAsync(context => context.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel));

    /// <summary>An account by its name; null where there is none.</summary>
    public Task<Account?> FindByNameAsync(string name, CancellationToken cancel = default)
    {
        var lower = name?.ToLowerInvariant();
        return database.ReadAsync(context => context.Accounts.AsNoTracking().FirstOrDefaultAsync(row => row.Name == lower, cancel));
    }

    /// <summary>Every account, in ordinal order of name.</summary>
    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<Account>>(async context =>
            [.. (await context.Accounts.AsNoTracking().ToListAsync(cancel)).OrderBy(row => row.Name, StringComparer.Ordinal)]);

    private static async Task KeepAnAdministratorAsync(CatalogContext context, Account changed, CancellationToken cancel)
    {
        var others = await context.Accounts.AsNoTracking().Where(row => row.Id != changed.Id && !row.Disabled).ToListAsync(cancel);
        if (!others.Any(row => row.Roles.HasFlag(Roles.Administrator)))
            throw new ArgumentException("found a change after which nobody could administer, expected another administrator first", nameof(changed));
    }

    private static string CheckedName(string? name) =>
        name is { Length: > 0 and <= MaximumName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@')
            ? name.ToLowerInvariant()
            : throw new ArgumentException($"found account name '{name}', expected 1 to {MaximumName} letters, digits, '.', '-', '_' or '@'", nameof(name));

    private static string CheckedPassword(string password) => password.Length is >= MinimumPassword and <= MaximumPassword
        ? password
        : throw new ArgumentException($"found a password of {password.Length} characters, expected {MinimumPassword} to {MaximumPassword}", nameof(password));

    private static string FreshStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
