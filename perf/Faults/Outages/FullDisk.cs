namespace IpdEngine.Perf.Faults.Outages;

/// <summary>The disk of inbox and catalogue is filled to its last byte for a while.</summary>
/// <param name="state">The state folder.</param>
internal sealed class FullDisk(string state) : IOutage
{
    private readonly Mount _disk = new(state, 96);

    public string Name => "inbox and catalogue on a disk that is full";

    public string[] Settings => ["--minimum-free-mb", "0"];

    private string Ballast => Path.Combine(state, "ballast");

    public void Begin()
    {
        var block = new byte[1 << 16];
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.Read, 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // Full to the last page.
        }
    }

    public void End() => File.Delete(Ballast);

    public void Dispose() => _disk.Dispose();
}
