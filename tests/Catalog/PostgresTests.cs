using IpdEngine.Catalog;
using IpdEngine.Perf.Faults;
using Xunit;

namespace IpdEngine.Tests.Catalog;

/// <summary>What only PostgreSQL must be held to.</summary>
public sealed class PostgresTests
{
    [PostgresFact]
    public async Task Several_workers_append_to_one_audit_trail_without_a_gap()
    {
        var connection = await PostgresServer.FreshDatabaseAsync();
        await CatalogDatabase.Postgres(connection, TimeProvider.System).MigrateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(async () =>
        {
            var audit = new AuditTrail(CatalogDatabase.Postgres(connection, TimeProvider.System));
            for (var i = 0; i < 10; i++)
                await audit.AppendAsync($"worker{worker}", "looked", $"{i}");
        })));
        var trail = new AuditTrail(CatalogDatabase.Postgres(connection, TimeProvider.System));
        Assert.Null(await trail.FirstBreakAsync());
        Assert.Equal(40, (await trail.ReadAsync(1, 100)).Count);
    }
}
