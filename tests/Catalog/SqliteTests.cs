using IpdEngine.Catalog;
using IpdEngine.Tests.DataPath;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace IpdEngine.Tests.Catalog;

/// <summary>What only SQLite must be held to.</summary>
public sealed class SqliteTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private CatalogDatabase Open(TimeProvider clock) => CatalogDatabase.Sqlite(_folder["catalogue.db"], clock);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_hold_up_the_next_start()
    {
        await Open(TimeProvider.System).MigrateAsync();
        await using (var context = Open(TimeProvider.System).Open())
            await context.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """);
        await Open(TimeProvider.System).MigrateAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone_and_every_commit_reaches_the_disk()
    {
        var database = Open(TimeProvider.System);
        await database.MigrateAsync();
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["catalogue.db"]));
        await using var context = database.Open();
        // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
        Assert.Equal(2, (await context.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").ToListAsync()).Single());
        Assert.Equal("wal", (await context.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync()).Single());
    }
}
