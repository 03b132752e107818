using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Draining;

/// <summary>Deletes raw files, and the raw values in findings, once their time is over.</summary>
internal sealed partial class Retention(
    WorkerSettings settings, WorkerFolders folders, CatalogueMirror mirror, TimeProvider clock, ILogger<Retention> log) : BackgroundService
{
    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(10);

    /// <summary>One round over all uploads.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var limit = clock.GetUtcNow() - settings.RawRetention;
        foreach (var upload in WorkerFolders.In(folders.Inbox).Where(each => each.Receipt.Description is null && each.Receipt.ReceivedAt <= limit).ToList())
            await GiveUpAsync(upload, cancel);
        foreach (var place in new[] { folders.Done, folders.Quarantine })
            foreach (var upload in WorkerFolders.In(place).Where(each => !each.RawDeleted).ToList())
                if (upload.Outcome() is { } outcome && outcome.FinishedAt <= limit)
                    await EraseAsync(upload, outcome, CatalogueMirror.Worker, cancel);
    }

    /// <summary>Deletes what raw data of a withdrawn study there still are.</summary>
    /// <param name="study">The study's code.</param>
    /// <param name="actor">Who withdrew it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task EraseStudyAsync(string study, string actor, CancellationToken cancel)
    {
        foreach (var place in new[] { folders.Done, folders.Quarantine })
            foreach (var upload in WorkerFolders.In(place).ToList())
                if (upload.Outcome() is { } outcome && outcome.Study == study)
                    await EraseAsync(upload, outcome, actor, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_round, clock);
        do
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogFault(fault.GetType().Name, fault.HResult);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // Findings first: once the raw file is gone the upload counts as erased.
    private async Task EraseAsync(UploadFolder upload, Outcome outcome, string actor, CancellationToken cancel)
    {
        upload.WriteOutcome(outcome.Masked());
        upload.DeleteRaw();
        await mirror.TryPutAsync(upload, actor, cancel);
        LogErased(upload.Receipt.Id);
    }

    private async Task GiveUpAsync(UploadFolder upload, CancellationToken cancel)
    {
        var finding = new Finding("never-described", Severity.Error, upload.Receipt.Data.Name, null, null, null, "no study description",
            $"one within {settings.RawRetention.TotalDays} days", "upload the file again together with its description");
        var outcome = new Outcome(upload.Receipt.Order, UploadState.Refused, null, null, clock.GetUtcNow(), [finding]);
        upload.WriteOutcome(outcome);
        await EraseAsync(upload.MoveTo(folders.Quarantine), outcome, CatalogueMirror.Worker, cancel);
    }

    [LoggerMessage(LogLevel.Information, "The raw file of upload {Id} is deleted")]
    private partial void LogErased(string id);

    [LoggerMessage(LogLevel.Error, "Raw files could not be deleted ({Fault}, {Code}); it is tried again")]
    private partial void LogFault(string fault, int code);
}
