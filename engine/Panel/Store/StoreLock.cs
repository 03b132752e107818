namespace IpdEngine.Panel.Store;

/// <summary>One writer at a time in a store, over processes too; readers never wait.</summary>
internal static class StoreLock
{
    private const int WaitMilliseconds = 20;
    private const int Tries = 3000;

    /// <exception cref="IOException">Another writer holds the store for a minute, or it cannot be written.</exception>
    internal static FileLock Take(string storeFolder, DurableFiles files)
    {
        files.MakeFolder(storeFolder);
        var path = Path.Combine(storeFolder, ".lock");
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (FileLock.TryTake(path) is { } turn)
                return turn;
            Thread.Sleep(WaitMilliseconds);
        }
        throw new IOException($"found the store {storeFolder} held by another writer for {Tries * WaitMilliseconds / 1000} seconds, expected it free: wait for that one to end");
    }
}
