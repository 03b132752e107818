namespace IpdEngine.Perf.Faults.Outages;

/// <summary>The disk of the store can only be read for a while.</summary>
/// <param name="store">The store's folder.</param>
internal sealed class ReadOnlyStore(string store) : IOutage
{
    private readonly Mount _disk = new(store, 256);

    public string Name => "store on a disk that becomes read-only";

    public string[] Settings => [];

    public void Begin() => _disk.Remount("ro");

    public void End() => _disk.Remount("rw");

    public void Dispose() => _disk.Dispose();
}
