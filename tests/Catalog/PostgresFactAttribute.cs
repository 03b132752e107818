using IpdEngine.Perf.Faults;
using Xunit;

namespace IpdEngine.Tests.Catalog;

/// <summary>A test that needs PostgreSQL's server programs; skipped with the reason where they are not installed, which <c>.ci/run</c> does not let pass.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Absence;
}
