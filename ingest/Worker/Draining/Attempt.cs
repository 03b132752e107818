using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>
/// What was known when work on an upload began, as <c>attempt.json</c> says: it tells the version that this upload made before a crash from one that was there already,
/// and an upload that kills the process each time from one that met a few power cuts.
/// </summary>
/// <param name="Order">The place in the queue that was worked on.</param>
/// <param name="NewestBefore">The study's newest version before the first attempt; 0: none.</param>
/// <param name="Starts">How many processes have begun it.</param>
internal sealed record Attempt(string Order, int NewestBefore, int Starts)
{
    /// <summary>An upload that this many processes began and none ended is taken to be what ends them.</summary>
    public const int MostStarts = 25;

    private const string File = "attempt.json";

    public static Attempt Begin(UploadFolder upload, int newest)
    {
        var known = StateFile.Read<Attempt>(Path.Combine(upload.Path, File));
        var attempt = known is not null && known.Order == upload.Receipt.Order
            ? known with { Starts = known.Starts + 1 }
            : new Attempt(upload.Receipt.Order, newest, 1);
        attempt.Write(upload);
        return attempt;
    }

    /// <summary>The process lives and will try again: this start does not count.</summary>
    public void TakeBack(UploadFolder upload) => (this with { Starts = Starts - 1 }).Write(upload);

    private void Write(UploadFolder upload) => StateFile.Write(upload.Files, Path.Combine(upload.Path, File), this);
}
