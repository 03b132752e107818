using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>Deletes raw files, and the raw values in findings.</summary>
internal sealed class Erasing(WorkerFolders folders, PanelStore store, TimeProvider clock)
{
    private const string Marker = "erase-raw";

    /// <summary>Erases at once; findings first, for once the raw file is gone the upload counts as erased.</summary>
    /// <exception cref="IOException">The disk is at fault.</exception>
    public static void Erase(UploadFolder upload, Outcome outcome)
    {
        upload.WriteOutcome(outcome.Masked());
        upload.DeleteRaw();
    }

    /// <summary>Erases what there is of a study that was withdrawn, or of which a participant was; what is under way is erased once it has its outcome.</summary>
    /// <returns>The uploads that were erased.</returns>
    /// <exception cref="IOException">The disk is at fault.</exception>
    public IReadOnlyList<UploadFolder> EraseStudy(string study)
    {
        foreach (var upload in folders.In(folders.Inbox).Where(each => UploadIngest.LaneOf(each) == study).ToList())
            Mark(upload, store.IsWithdrawn(study));
        var erased = new List<UploadFolder>();
        foreach (var upload in new[] { folders.Done, folders.Quarantine }.SelectMany(folders.In).ToList())
            if (upload.Outcome() is { } outcome && outcome.Study == study && !IsErased(upload, outcome))
            {
                Erase(upload, outcome);
                erased.Add(upload);
            }
        return erased;
    }

    /// <summary>Erases an upload whose study was withdrawn, or that was waiting when a participant was.</summary>
    /// <exception cref="IOException">The disk is at fault.</exception>
    public void EraseWhereDue(UploadFolder upload, Outcome outcome)
    {
        if (!IsErased(upload, outcome) && (File.Exists(Path.Combine(upload.Path, Marker)) || store.IsWithdrawn(outcome.Study)))
            Erase(upload, outcome);
    }

    /// <summary>Gives up an upload that was never described.</summary>
    /// <exception cref="IOException">The disk is at fault.</exception>
    public UploadFolder GiveUp(UploadFolder upload, TimeSpan patience)
    {
        var finding = new Finding("never-described", Severity.Error, upload.Receipt.Data.Name, null, null, null, "no study description",
            $"one within {patience.TotalDays} days", "upload the file again together with its description");
        var outcome = new Outcome(upload.Receipt.Order, UploadState.Refused, null, null, clock.GetUtcNow(), [finding]);
        upload.WriteOutcome(outcome);
        var settled = upload.MoveTo(folders.Quarantine);
        Erase(settled, outcome);
        return settled;
    }

    private static bool IsErased(UploadFolder upload, Outcome outcome) => upload.RawDeleted && outcome.IsMasked;

    // Of a withdrawn study the raw file goes now: what was not begun will be refused unread.
    private static void Mark(UploadFolder upload, bool isWithdrawn)
    {
        try
        {
            upload.Files.Replace(Path.Combine(upload.Path, Marker), [], isPrivate: true);
            if (isWithdrawn)
                upload.DeleteRaw();
        }
        catch (DirectoryNotFoundException)
        {
            // It has its outcome and has moved on: it is met where it stands now.
        }
    }
}
