using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>Gives an upload a (new) description: one that waits for it, or one in quarantine whose raw file is still there.</summary>
internal sealed class Describing(WorkerFolders folders, UploadId ids, Lanes lanes)
{
    private readonly Lock _turn = new();

    /// <summary>Writes the description through to the disk and puts the upload in the queue; null, where the upload is not in a state to be described.</summary>
    /// <exception cref="IOException">It cannot be written: the upload is as it was.</exception>
    public UploadFolder? Describe(string id, byte[] description)
    {
        lock (_turn)
        {
            if (folders.Find(id) is not { RawDeleted: false } upload || !CanBeDescribed(upload))
                return null;
            var described = upload.Describe(description, "description.yaml", ids.Next());
            if (Path.GetDirectoryName(described.Path) != folders.Inbox)
                described = described.MoveTo(folders.Inbox);
            lanes.Add(described.Receipt.Id, described.Receipt.Order, UploadIngest.LaneOf(described));
            return described;
        }
    }

    // A refusal has been settled only once it stands in quarantine: before, the drain may still move it.
    private bool CanBeDescribed(UploadFolder upload) =>
        Path.GetDirectoryName(upload.Path) is var place && (place == folders.Quarantine || (place == folders.Inbox && upload.Receipt.Description is null));
}
