using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Draining;

/// <summary>Deletes raw files, and the raw values in findings, once their time is over.</summary>
internal sealed partial class Retention(
    WorkerSettings settings, WorkerFolders folders, Erasing erasing, CatalogueMirror mirror, TimeProvider clock, ILogger<Retention> log) : BackgroundService
{
    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(10);

    /// <summary>One round over all uploads.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        var limit = clock.GetUtcNow() - settings.RawRetention;
        foreach (var upload in folders.In(folders.Inbox).Where(each => each.Receipt.Description is null && each.Receipt.ReceivedAt <= limit).ToList())
            await NoteAsync(erasing.GiveUp(upload, settings.RawRetention), CatalogueMirror.Worker, cancel);
        foreach (var upload in new[] { folders.Done, folders.Quarantine }.SelectMany(folders.In).Where(each => !each.RawDeleted).ToList())
            if (upload.Outcome() is { } outcome && outcome.FinishedAt <= limit)
            {
                Erasing.Erase(upload, outcome);
                await NoteAsync(upload, CatalogueMirror.Worker, cancel);
            }
    }

    /// <summary>Deletes what raw data of a withdrawn study, or of one with a withdrawn participant, there still are.</summary>
    /// <param name="study">The study's code.</param>
    /// <param name="actor">Who withdrew it.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task EraseStudyAsync(string study, string actor, CancellationToken cancel)
    {
        foreach (var upload in erasing.EraseStudy(study))
            await NoteAsync(upload, actor, cancel);
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

    private async Task NoteAsync(UploadFolder upload, string actor, CancellationToken cancel)
    {
        await mirror.TryPutAsync(upload, actor, cancel);
        LogErased(upload.Receipt.Id);
    }

    [LoggerMessage(LogLevel.Information, "The raw file of upload {Id} is deleted")]
    private partial void LogErased(string id);

    [LoggerMessage(LogLevel.Error, "Raw files could not be deleted ({Fault}, {Code}); it is tried again")]
    private partial void LogFault(string fault, int code);
}
