namespace IpdEngine.Panel.Store;

/// <summary>One writer at a time in a store, over processes too; readers never wait.</summary>
internal sealed class StoreLock : IDisposable
{
    private const int WaitMilliseconds = 20;
    private const int Tries = 3000;
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another writer holds the store for a minute.</exception>
    internal static StoreLock Take(string storeFolder)
    {
        DurableFiles.MakeFolder(storeFolder);
        var path = Path.Combine(storeFolder, ".lock");
        for (var attempt = 1; ; attempt++)
            try
            {
                // The operating system lets go of the lock when a writer dies.
                return new StoreLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (attempt < Tries)
            {
                Thread.Sleep(WaitMilliseconds);
            }
    }

    public void Dispose() => _file.Dispose();
}
