using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>Makes received uploads part of the inbox so that those of one study are worked on in the order of their ids, however many come at once.</summary>
internal sealed class Arrivals(UploadId ids, Lanes lanes)
{
    /// <summary>Commits an upload. It is safe when the call returns, and waits in its lane until <see cref="Drain.Enqueue"/>.</summary>
    /// <exception cref="IOException">It cannot be written: the upload is not there.</exception>
    public UploadFolder Commit(IncomingUpload incoming, string door, string submittedBy, DateTimeOffset now)
    {
        if (incoming.Description is null)
            return incoming.Commit(door, submittedBy, now, ids.Next());
        var id = lanes.Reserve(ids, UploadIngest.StudyIn(incoming.DescriptionPath));
        try
        {
            return incoming.Commit(door, submittedBy, now, id);
        }
        catch
        {
            lanes.Abandon(id);
            throw;
        }
    }
}
