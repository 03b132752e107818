using IpdEngine.Catalog.Model;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Draining;

/// <summary>The way of one upload from the inbox to its outcome. Done again after a crash it comes to the same end.</summary>
internal sealed partial class UploadIngest(WorkerSettings settings, PanelStore store, TimeProvider clock, ILogger<UploadIngest> log)
{
    /// <summary>The lane of an upload: its study, or its own id where the description names none.</summary>
    public static string LaneOf(UploadFolder upload) =>
        (upload.Receipt.Description is null ? null : StudyIn(upload.DescriptionPath)) ?? upload.Receipt.Id;

    /// <summary>The study that a description names; null where none can be read.</summary>
    public static string? StudyIn(string descriptionPath) => StudyFile.Load(descriptionPath).Description?.Study;

    /// <summary>Ingests it; the outcome is not yet written.</summary>
    /// <exception cref="IOException">The disk or the store is at fault, not the upload: to be tried again.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public Outcome Run(UploadFolder upload)
    {
        var file = StudyFile.Load(upload.DescriptionPath);
        var study = file.Description?.Study;
        if (store.IsWithdrawn(study))
            return Refused(upload, study, "store-refused", "a study that was withdrawn from this store", "one that was not",
                "a withdrawn study stays out of its store: nothing of this upload was read, and its raw file is deleted");
        var attempt = Attempt.Begin(upload, Newest(study));
        if (attempt.Starts > Attempt.MostStarts)
            return Refused(upload, study, "ends-the-worker", $"a file that {Attempt.MostStarts} processes began and none ended",
                "a file that can be read", "give this file, or one of the same shape without data of persons, to the maintainers of the program");
        try
        {
            var outcome = Ingestion.Ingest(file, upload.DataPath, settings.Key, store);
            if (outcome.Stored is not { } stored)
                return new Outcome(upload.Receipt.Order, UploadState.Refused, study, null, clock.GetUtcNow(), outcome.Findings);
            var isOurs = outcome.IsNew || stored.Version > attempt.NewestBefore;
            return new Outcome(upload.Receipt.Order, isOurs ? UploadState.Stored : UploadState.Unchanged, study, stored.Version, clock.GetUtcNow(), outcome.Findings);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            attempt.TakeBack(upload);
            throw;
        }
        // Whatever else goes wrong must not stop the worker: the upload is set aside with a finding, and the log has the place in the program.
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogFault(upload.Receipt.Id, fault.GetType().Name, fault.StackTrace);
            return Refused(upload, study, "internal-fault", $"a fault of the program ({fault.GetType().Name}) while reading this file",
                "a finding that names what is wrong with the file", "the file is kept in quarantine; give the upload's id to whoever runs the worker: its log has the particulars");
        }
    }

    private Outcome Refused(UploadFolder upload, string? study, string code, string found, string expected, string remedy) => new(
        upload.Receipt.Order, UploadState.Refused, study, null, clock.GetUtcNow(),
        [new Finding(code, Severity.Error, upload.Receipt.Data.Name, null, null, null, found, expected, remedy)]);

    private int Newest(string? study)
    {
        try
        {
            return study is null || store.History(study) is not [.., var newest] ? 0 : newest.Version;
        }
        catch (ArgumentException)
        {
            // Not a code that a store can have: ingest says so as a finding.
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Error, "Upload {Id} met {Fault}; stack: {Stack}")]
    private partial void LogFault(string id, string fault, string? stack);
}
