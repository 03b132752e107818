namespace IpdEngine.Worker;

/// <summary>One worker at a time on a state folder; the operating system lets go of it when the process dies.</summary>
internal sealed class StateLock : IDisposable
{
    private readonly FileStream _file;

    private StateLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another worker has it.</exception>
    public static StateLock Take(string state)
    {
        try
        {
            return new StateLock(new FileStream(Path.Combine(state, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (fault is not DirectoryNotFoundException)
        {
            throw new IOException($"found the state folder {state} in use by another worker, expected it free: stop that one, or give this one --state of its own", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
