using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;

namespace IpdEngine.Catalog;

/// <summary>Who did what and when: only ever appended to, each entry bound to the one before by its hash.</summary>
public sealed class AuditTrail(CatalogDatabase database)
{
    /// <summary>Appends an entry.</summary>
    /// <param name="actor">Name of the account, or <c>worker</c>.</param>
    /// <param name="action">What, in kebab-case.</param>
    /// <param name="subject">To what.</param>
    /// <param name="detail">Further particulars; never a raw value, a file name or a secret.</param>
    /// <param name="cancel">Gives up.</param>
    public Task AppendAsync(string actor, string action, string subject, string detail = "", CancellationToken cancel = default) =>
        database.WriteAsync(
            async context =>
            {
                await AppendAsync(context, database.Clock, new Deed(actor, action, subject, detail), cancel);
                return true;
            },
            cancel);

    /// <summary>Entries from a sequence number on, oldest first.</summary>
    public Task<IReadOnlyList<AuditEntry>> ReadAsync(long from, int most, CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(async context =>
            await context.Audit.AsNoTracking().Where(row => row.Sequence >= from).OrderBy(row => row.Sequence).Take(most).ToListAsync(cancel));

    /// <summary>Sequence number of the first entry that is not what was written, or that is missing; null where the trail is whole.</summary>
    public async Task<long?> FirstBreakAsync(CancellationToken cancel = default)
    {
        await using var context = database.Open();
        var (expected, previous) = (1L, AuditEntry.Beginning);
        await foreach (var entry in context.Audit.AsNoTracking().OrderBy(row => row.Sequence).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (entry.Sequence != expected || entry.Previous != previous || entry.Hash != entry.ExpectedHash())
                return expected;
            (expected, previous) = (expected + 1, entry.Hash);
        }
        return null;
    }

    /// <summary>Appends an entry within a transaction of the caller's, which it is bound to.</summary>
    internal static async Task AppendAsync(CatalogContext context, TimeProvider clock, Deed deed, CancellationToken cancel)
    {
        // Writers take turns at the end of the trail; SQLite has but one writer anyway.
        if (context.Database.IsNpgsql())
            await context.Database.ExecuteSqlRawAsync("LOCK TABLE audit IN EXCLUSIVE MODE", cancel);
        var last = context.ChangeTracker.Entries<AuditEntry>().Select(entry => entry.Entity).MaxBy(entry => entry.Sequence)
            ?? await context.Audit.AsNoTracking().OrderByDescending(row => row.Sequence).FirstOrDefaultAsync(cancel);
        var entry = new AuditEntry
        {
            Sequence = (last?.Sequence ?? 0) + 1,
            At = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = deed.Actor,
            Action = deed.Action,
            Subject = deed.Subject,
            Detail = deed.Detail,
            Previous = last?.Hash ?? AuditEntry.Beginning,
        };
        entry.Hash = entry.ExpectedHash();
        context.Audit.Add(entry);
    }

    /// <summary>What is to be remembered.</summary>
    internal readonly record struct Deed(string Actor, string Action, string Subject, string Detail);
}
