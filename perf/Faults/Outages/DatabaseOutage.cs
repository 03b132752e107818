namespace IpdEngine.Perf.Faults.Outages;

/// <summary>PostgreSQL is stopped as a crash would, and started again.</summary>
internal sealed class DatabaseOutage : IOutage
{
    private readonly PostgresServer _server = new();

    public DatabaseOutage() => Settings = ["--database", _server.MakeDatabaseAsync().GetAwaiter().GetResult()];

    public string Name => "PostgreSQL stopped at once and started again";

    public string[] Settings { get; }

    public void Begin() => _server.StopAtOnce();

    public void End() => _server.Start();

    public void Dispose() => _server.Dispose();
}
