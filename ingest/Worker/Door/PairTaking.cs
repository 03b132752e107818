using IpdEngine.Panel.Store;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Door;

/// <summary>Takes a pair out of the drop folder: into the inbox first, then away, so that a crash in between neither loses it nor leaves half of it.</summary>
internal sealed class PairTaking(WorkerSettings settings, WorkerFolders folders, UploadId ids, Arrivals arrivals, TimeProvider clock)
{
    // A description so named has its pair in the inbox; what is left of the pair is to be removed.
    private const string Taken = ".taken-";

    /// <summary>Takes a pair that is complete.</summary>
    /// <exception cref="IOException">It cannot be read or written; it stays where it is.</exception>
    /// <exception cref="UploadTooLargeException">It is larger than allowed; likewise.</exception>
    public async Task<UploadFolder> TakeAsync(DropPair pair, CancellationToken cancel)
    {
        using var incoming = new IncomingUpload(folders, ids);
        // Opened for this process alone: a writer that still has it open is waited for.
        await using (var data = new FileStream(pair.Data, FileMode.Open, FileAccess.Read, FileShare.None, 1))
            await incoming.ReceiveDataAsync(data, Path.GetFileName(pair.Data), settings.MaximumUpload, cancel);
        await using (var text = new FileStream(pair.Description, FileMode.Open, FileAccess.Read, FileShare.None, 1))
            await incoming.ReceiveDescriptionAsync(text, Path.GetFileName(pair.Description), cancel);
        var upload = arrivals.Commit(incoming, "drop", "drop-folder", clock.GetUtcNow());
        // After a crash before this rename the pair is taken again: the same bytes change nothing.
        folders.Files.Rename(pair.Description, Taken + Path.GetFileName(pair.Description));
        Remove(Path.GetDirectoryName(pair.Description)!, Taken + Path.GetFileName(pair.Description), pair.Data);
        return upload;
    }

    /// <summary>Removes what a crash left of pairs that the inbox has. A data file of the same name that came since stays: its bytes are not those of an upload.</summary>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public void Recover(string folder)
    {
        foreach (var taken in Directory.EnumerateFiles(folder, Taken + "*").ToList())
            Remove(folder, Path.GetFileName(taken), DropPair.DataOf(taken) is { } data && File.Exists(data) && IsInInbox(data) ? data : null);
    }

    private void Remove(string folder, string taken, string? data)
    {
        var marker = taken[Taken.Length..] + DropPair.DoneMarker;
        folders.Files.Delete(folder, data is null ? [marker] : [Path.GetFileName(data), marker]);
        folders.Files.Delete(folder, taken);
    }

    private bool IsInInbox(string data)
    {
        var hash = DurableFiles.HashOf(data);
        return folders.All().Any(upload => upload.Receipt.Data.Sha256 == hash);
    }
}
