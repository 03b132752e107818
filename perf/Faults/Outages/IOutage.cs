namespace IpdEngine.Perf.Faults.Outages;

/// <summary>Something that a worker needs, which goes away for a while and comes back.</summary>
internal interface IOutage : IDisposable
{
    /// <summary>What it is, as the table says it.</summary>
    string Name { get; }

    /// <summary>Settings of the worker that needs it.</summary>
    string[] Settings { get; }

    /// <summary>Takes it away.</summary>
    void Begin();

    /// <summary>Brings it back.</summary>
    void End();
}
