using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Perf.Faults.Power;

/// <summary>Something that a client was told, or a sender may rely on: it holds after any crash from that step on.</summary>
/// <param name="Step">Steps of the disk before it was said.</param>
/// <param name="Upload">Id of the upload; null where another one of the same bytes will do, or where it is a withdrawal.</param>
/// <param name="DataSha256">Hash of the data file; null where it is a withdrawal.</param>
/// <param name="Study">The study that was withdrawn, or of which a participant was.</param>
/// <param name="Participant">The pseudonym; null: the whole study.</param>
internal sealed record Acknowledgement(int Step, string? Upload, string? DataSha256, string? Study, string? Participant)
{
    /// <summary>The place in the queue that its description was given.</summary>
    public string? Order { get; init; }

    /// <summary>Looks for it in a state that has settled.</summary>
    /// <param name="uploads">The uploads that are there.</param>
    /// <param name="store">The store.</param>
    /// <param name="census">Takes what is wrong.</param>
    public void Check(IReadOnlyList<UploadFolder> uploads, PanelStore store, Census census)
    {
        if (Study is not null)
            CheckWithdrawal(uploads, store, census);
        else if (Upload is null)
        {
            if (!uploads.Any(upload => upload.Receipt.Data.Sha256 == DataSha256))
                census.Lose("a dropped pair");
        }
        else if (uploads.FirstOrDefault(upload => upload.Receipt.Id == Upload) is not { } upload)
            census.Lose($"upload {Upload}");
        else if (upload.Receipt.Data.Sha256 != DataSha256)
            census.Lose($"the bytes of upload {Upload}");
        else if (string.CompareOrdinal(upload.Receipt.Order, Order) < 0)
            census.Lose($"the description of upload {Upload}");
    }

    private void CheckWithdrawal(IReadOnlyList<UploadFolder> uploads, PanelStore store, Census census)
    {
        if (Participant is null ? !store.IsWithdrawn(Study) : Holds(store, Study!, Participant))
            census.Lose($"a withdrawal from {Study}");
        if (Participant is null)
            foreach (var upload in uploads.Where(upload => !upload.RawDeleted && upload.Outcome()?.Study == Study))
                census.Leave($"the raw file of upload {upload.Receipt.Id} of a withdrawn study");
    }

    private static bool Holds(PanelStore store, string study, string participant) =>
        store.History(study).Any(manifest => store.Load(study, manifest.Version).Participants is var people && Enumerable.Range(0, people.Count).Any(i => people.Id(i) == participant));
}
