using System.Data.Common;
using IpdEngine.Catalog;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Perf.Faults;
using IpdEngine.Tests.DataPath;
using IpdEngine.Tests.Worker;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace IpdEngine.Tests.Catalog;

/// <summary>What holds of the catalogue in either database; that PostgreSQL is here is a test of its own, which says so where it is not.</summary>
public sealed class CatalogLaws : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly ScratchFolder _folder = new();
    private readonly SteppedClock _clock = new();

    private async Task<CatalogDatabase> FreshAsync(string kind)
    {
        var database = kind == CatalogueKinds.Sqlite
            ? CatalogDatabase.Sqlite(_folder["catalogue.db"], _clock)
            : CatalogDatabase.Postgres(await PostgresServer.FreshDatabaseAsync(), _clock);
        await database.MigrateAsync();
        return database;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task The_migrations_lead_to_the_model_of_the_code_and_may_run_again(string kind)
    {
        var database = await FreshAsync(kind);
        await database.MigrateAsync();
        await using var context = database.Open();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync());
        Assert.True(await database.IsReadyAsync(CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task The_database_itself_refuses_to_change_or_delete_an_entry_of_the_audit_trail(string kind)
    {
        var database = await FreshAsync(kind);
        var audit = new AuditTrail(database);
        await audit.AppendAsync("someone", "looked", "trial01");
        await using var context = database.Open();
        foreach (var attempt in new[]
        {
            "UPDATE audit SET \"Actor\" = 'nobody'",
            "DELETE FROM audit",
            database.IsPostgres ? "TRUNCATE audit" : "INSERT OR REPLACE INTO audit VALUES (1, 0, 'nobody', '', '', '', '', '')",
        })
        {
            var refusal = await Assert.ThrowsAnyAsync<DbException>(() => context.Database.ExecuteSqlRawAsync(attempt));
            Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        }
        Assert.Equal("someone", Assert.Single(await audit.ReadAsync(1, 10)).Actor);
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task A_changed_or_missing_entry_shows_in_the_chain_even_where_the_triggers_were_removed(string kind)
    {
        var database = await FreshAsync(kind);
        var audit = new AuditTrail(database);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => audit.AppendAsync("someone", "looked", $"trial{i}")));
        Assert.Null(await audit.FirstBreakAsync());
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), (await audit.ReadAsync(1, 100)).Select(entry => entry.Sequence));
        await using var context = database.Open();
        foreach (var trigger in database.IsPostgres
            ? new[] { "DROP TRIGGER audit_no_change ON audit" }
            : ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"])
            await context.Database.ExecuteSqlRawAsync(trigger);
        await context.Database.ExecuteSqlRawAsync("UPDATE audit SET \"Subject\" = 'trial99' WHERE \"Sequence\" = 7");
        Assert.Equal(7, await audit.FirstBreakAsync());
        await context.Database.ExecuteSqlRawAsync("DELETE FROM audit WHERE \"Sequence\" = 3");
        Assert.Equal(3, await audit.FirstBreakAsync());
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task An_account_signs_in_by_its_password_alone_until_it_is_disabled(string kind)
    {
        var accounts = new AccountBook(await FreshAsync(kind));
        await accounts.CreateAsync("Root", Password, Roles.Administrator, "test");
        var ada = await accounts.CreateAsync("Ada", Password, Roles.DataManager | Roles.Reader, "test");
        Assert.DoesNotContain(Password, ada.PasswordHash!, StringComparison.Ordinal);
        Assert.Equal(Roles.DataManager | Roles.Reader, (await accounts.SignInAsync("ADA", Password))!.Roles);
        Assert.Null(await accounts.SignInAsync("ada", Password + " "));
        Assert.Null(await accounts.SignInAsync("nobody", Password));

        var changed = await accounts.ChangeAsync("ada", Roles.Reader, disabled: true, null, "test");
        Assert.NotEqual(ada.Stamp, changed.Stamp);
        Assert.Null(await accounts.SignInAsync("ada", Password));
        await Assert.ThrowsAsync<ArgumentException>(() => accounts.CreateAsync("ada", Password, Roles.Reader, "test"));
        await Assert.ThrowsAsync<ArgumentException>(() => accounts.CreateAsync("../etc", Password, Roles.Reader, "test"));
        await Assert.ThrowsAsync<ArgumentException>(() => accounts.CreateAsync("bob", "short", Roles.Reader, "test"));
        await Assert.ThrowsAsync<ArgumentException>(() => accounts.ChangeAsync("root", Roles.Reader, null, null, "test"));
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task A_token_is_kept_as_a_hash_and_ends_by_time_revocation_or_its_account(string kind)
    {
        var database = await FreshAsync(kind);
        var (accounts, tokens) = (new AccountBook(database), new TokenBook(database));
        await accounts.CreateAsync("root", Password, Roles.Administrator, "test");
        var ada = await accounts.CreateAsync("ada", Password, Roles.DataManager | Roles.Reader, "test");
        var (text, row) = await tokens.CreateAsync(ada, "script", Roles.DataManager, TimeSpan.FromDays(1), "ada");
        Assert.True(text.Length > 40);
        Assert.DoesNotContain(text[TokenBook.Mark.Length..], row.Hash + row.Label, StringComparison.Ordinal);
        Assert.Equal(Roles.DataManager, (await tokens.FindAsync(text))!.Value.Roles);
        Assert.Null(await tokens.FindAsync(text + "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => tokens.CreateAsync(ada, "more", Roles.Administrator, TimeSpan.FromDays(1), "ada"));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await tokens.FindAsync(text));
        var (second, secondRow) = await tokens.CreateAsync(ada, "second", Roles.DataManager, TimeSpan.FromDays(1), "ada");
        Assert.False(await tokens.RevokeAsync(secondRow.Prefix, "another account", "test"));
        Assert.True(await tokens.RevokeAsync(secondRow.Prefix, ada.Id, "ada"));
        Assert.Null(await tokens.FindAsync(second));
        var (third, _) = await tokens.CreateAsync(ada, "third", Roles.DataManager, TimeSpan.FromDays(1), "ada");
        await accounts.ChangeAsync("ada", Roles.Reader, null, null, "test");
        Assert.Equal(Roles.None, (await tokens.FindAsync(third))!.Value.Roles);
        await accounts.ChangeAsync("ada", null, disabled: true, null, "test");
        Assert.Null(await tokens.FindAsync(third));
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task Each_state_of_an_upload_is_one_row_and_one_audit_entry(string kind)
    {
        var database = await FreshAsync(kind);
        var (uploads, audit) = (new UploadLedger(database), new AuditTrail(database));
        await uploads.PutAsync(Row(UploadState.Received), "ada");
        await uploads.PutAsync(Row(UploadState.Received), "ada");
        await uploads.PutAsync(Row(UploadState.Stored), "worker");
        Assert.Equal(UploadState.Stored, (await uploads.FindAsync("00"))!.State);
        Assert.Equal(["upload-received", "upload-stored"], (await audit.ReadAsync(1, 10)).Select(entry => entry.Action));
        Assert.DoesNotContain(await audit.ReadAsync(1, 10), entry => (entry.Detail + entry.Subject).Contains("mueller", StringComparison.Ordinal));
        Assert.Empty(await uploads.UnfinishedAsync());
        Assert.Single(await uploads.ListAsync(10));
    }

    [Theory]
    [MemberData(nameof(CatalogueKinds.Here), MemberType = typeof(CatalogueKinds))]
    public async Task The_index_of_versions_follows_the_store_and_keeps_which_upload_made_them(string kind)
    {
        var index = new VersionIndex(await FreshAsync(kind));
        await index.PutAsync(Version(1, "upload"));
        await index.RebuildAsync([Version(1, null), Version(2, null)]);
        var rows = await index.ListAsync("trial01");
        Assert.Equal(["upload", null], rows.Select(row => row.UploadId));
        await index.RebuildAsync([Version(2, null)]);
        Assert.Equal(2, Assert.Single(await index.ListAsync()).Version);
    }

    private StudyVersion Version(int version, string? upload) => new()
    {
        Study = "trial01",
        Version = version,
        Revision = 0,
        Identity = "i",
        ContentHash = "c",
        Participants = 1,
        Sessions = 2,
        UploadId = upload,
        SeenAt = _clock.GetUtcNow(),
    };

    private Upload Row(UploadState state) => new()
    {
        Id = "00",
        State = state,
        FileName = "mueller.csv",
        Size = 3,
        Sha256 = "ab",
        SubmittedBy = "ada",
        Door = "http",
        ReceivedAt = _clock.GetUtcNow(),
    };
}
