using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IpdEngine.Catalog;

/// <summary>The catalogue's database: SQLite in a file of its own, or PostgreSQL. What is written is on the disk when the call returns.</summary>
public sealed class CatalogDatabase
{
    private readonly DbContextOptions<CatalogContext> _options;
    private readonly string? _file;

    private CatalogDatabase(DbContextOptions<CatalogContext> options, TimeProvider clock, string? file)
    {
        _options = options;
        Clock = clock;
        _file = file;
    }

    /// <summary>True where it is PostgreSQL.</summary>
    public bool IsPostgres => _file is null;

    internal TimeProvider Clock { get; }

    /// <summary>The catalogue in an SQLite file, which only its owner may read.</summary>
    public static CatalogDatabase Sqlite(string file, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        var connection = new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(file), ForeignKeys = true, DefaultTimeout = 60 }.ToString();
        var options = new DbContextOptionsBuilder<CatalogContext>().UseSqlite(connection).AddInterceptors(new DurableSqlite());
        return new CatalogDatabase(Checked(options), clock, Path.GetFullPath(file));
    }

    /// <summary>The catalogue in PostgreSQL; a lost connection is tried again for some 30 seconds.</summary>
    /// <param name="connection">Connection string, such as <c>Host=localhost;Database=ipd;Username=ipd;Password=...</c></param>
    /// <param name="clock">Gives the times of rows.</param>
    public static CatalogDatabase Postgres(string connection, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrEmpty(connection);
        var options = new DbContextOptionsBuilder<CatalogContext>()
            .UseNpgsql(connection, postgres => postgres.EnableRetryOnFailure(maxRetryCount: 8, maxRetryDelay: TimeSpan.FromSeconds(5), errorCodesToAdd: null));
        return new CatalogDatabase(Checked(options), clock, null);
    }

    /// <summary>Brings the tables to the newest migration; the caller is the only one that starts on this SQLite file.</summary>
    public async Task MigrateAsync(CancellationToken cancel = default)
    {
        if (_file is not null)
            Prepare(_file);
        await using var context = Open();
        await context.Database.MigrateAsync(cancel);
    }

    /// <summary>Whether the database answers and its tables are there.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            await using var context = Open();
            await context.Uploads.AsNoTracking().Select(row => row.Id).FirstOrDefaultAsync(cancel);
            return true;
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }

    internal CatalogContext Open() => new(_options);

    internal async Task<T> ReadAsync<T>(Func<CatalogContext, Task<T>> read)
    {
        await using var context = Open();
        return await read(context);
    }

    /// <summary>One transaction: all that <paramref name="write"/> changes, its audit entries included, or nothing. Runs again where the connection broke.</summary>
    internal async Task<T> WriteAsync<T>(Func<CatalogContext, Task<T>> write, CancellationToken cancel)
    {
        await using var outer = Open();
        return await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var context = Open();
            // SQLite takes its write lock here, so that no reader's snapshot is promoted later and refused.
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var result = await write(context);
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return result;
        });
    }

    private static DbContextOptions<CatalogContext> Checked(DbContextOptionsBuilder<CatalogContext> options) =>
        // A fault of the database is thrown to the caller, who knows what it means: it needs no second telling in the log.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.CommandError, CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed)).Options;

    private static void Prepare(string file)
    {
        if (!File.Exists(file))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var fresh = new FileStream(file, options);
        }
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        // The migrations' lock is a row that outlives a process killed while it migrates: the next start would wait for it for ever.
        command.CommandText = """PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS "__EFMigrationsLock";""";
        command.ExecuteNonQuery();
    }

    /// <summary>A commit is on the disk before it is acknowledged, in the write-ahead log as well.</summary>
    private sealed class DurableSqlite : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
        }
    }
}
