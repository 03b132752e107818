using IpdEngine.Perf.Faults;
using Xunit;

namespace IpdEngine.Tests.Catalog;

/// <summary>The databases that the catalogue is tested in on this machine.</summary>
public static class CatalogueKinds
{
    public const string Sqlite = "SQLite";

    public const string Postgres = "PostgreSQL";

    public static TheoryData<string> Here() => PostgresServer.Absence is null ? [Sqlite, Postgres] : [Sqlite];
}
