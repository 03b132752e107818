using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>The way of an upload through the folders: from the inbox to its outcome, and to the place of its outcome. The catalogue follows.</summary>
internal sealed class Settling(WorkerFolders folders, PanelStore store, UploadId ids, UploadIngest ingest, Erasing erasing)
{
    /// <summary>Makes the store whole after an earlier process.</summary>
    /// <exception cref="IOException">The store cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void RecoverStore() => store.Recover();

    /// <summary>Settles what an earlier process left: half-received uploads go, finished ones move on.</summary>
    /// <returns>The uploads that wait for their outcome.</returns>
    /// <exception cref="IOException">The disk is at fault.</exception>
    public IReadOnlyList<UploadFolder> Recover()
    {
        foreach (var leftover in Directory.EnumerateDirectories(folders.Partial))
            folders.Files.Disk.DeleteFolder(leftover);
        folders.Files.CleanPassing(folders.Partial);
        var waiting = new List<UploadFolder>();
        foreach (var upload in folders.All().ToList())
        {
            ids.Saw(upload.Receipt.Id);
            ids.Saw(upload.Receipt.Order);
            upload.Recover();
            var settled = Settle(upload);
            if (settled.Outcome() is null)
                waiting.Add(settled);
        }
        return waiting;
    }

    /// <summary>Brings an upload of the inbox to its outcome and to the place of it.</summary>
    /// <exception cref="IOException">The disk or the store is at fault, not the upload: to be tried again.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public UploadFolder Finish(UploadFolder upload)
    {
        if (upload.Outcome() is null)
            upload.WriteOutcome(ingest.Run(upload));
        return Settle(upload);
    }

    /// <summary>Moves an upload to the place of its outcome, or to the inbox where it has none, and erases its raw file where its study was withdrawn.</summary>
    public UploadFolder Settle(UploadFolder upload)
    {
        var outcome = upload.Outcome();
        var place = outcome is null ? folders.Inbox : outcome.Version is null ? folders.Quarantine : folders.Done;
        // Before it moves, so that a disk at fault leaves it where it is tried again; and after, for a withdrawal in between.
        if (outcome is not null)
            erasing.EraseWhereDue(upload, outcome);
        var settled = Path.GetDirectoryName(upload.Path) == place ? upload : upload.MoveTo(place);
        if (outcome is not null && settled.Outcome() is { } now)
            erasing.EraseWhereDue(settled, now);
        return settled;
    }
}
