using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Draining;

/// <summary>The one worker that drains the inbox: several studies side by side, uploads of a study in order.</summary>
internal sealed partial class Drain(
    WorkerSettings settings, WorkerFolders folders, Lanes lanes, Settling settling, CatalogueMirror mirror, ILogger<Drain> log) : BackgroundService
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(15);

    /// <summary>True once the leftovers of an earlier process are settled.</summary>
    public bool HasRecovered { get; private set; }

    /// <summary>Takes up an upload that has just been acknowledged or described.</summary>
    public void Enqueue(UploadFolder upload)
    {
        // Its description is read only where it has no place yet.
        if (upload.Receipt.Description is not null && !lanes.TryReady(upload.Receipt.Id))
            lanes.Add(upload.Receipt.Id, upload.Receipt.Order, UploadIngest.LaneOf(upload));
    }

    /// <summary>Settles what an earlier process left, and takes up what waits. Called before the first request is taken.</summary>
    public void Recover()
    {
        foreach (var upload in settling.Recover())
            Enqueue(upload);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!TryRecoverStore() || !await mirror.TryRebuildAsync(stoppingToken))
            await Task.Delay(s_rest, stoppingToken);
        HasRecovered = true;
        await Task.WhenAll([RoundsAsync(stoppingToken), .. Enumerable.Range(0, settings.Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken))]);
    }

    // A store that cannot be written must not keep the doors shut: the inbox is elsewhere.
    private bool TryRecoverStore()
    {
        try
        {
            settling.RecoverStore();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogStoreAway(fault.GetType().Name, fault.HResult);
            return false;
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (true)
        {
            var id = await lanes.TakeAsync(stopping);
            var rest = false;
            try
            {
                if (folders.InInbox(id) is { } upload)
                    await FinishAsync(upload, stopping);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogFault(id, fault.GetType().Name, fault.HResult);
                rest = true;
            }
            if (rest)
                _ = PutBackLaterAsync(id, stopping);
            else
                lanes.Finish(id);
        }
    }

    private async Task FinishAsync(UploadFolder upload, CancellationToken stopping)
    {
        var settled = settling.Finish(upload);
        if (settled.Outcome() is { } outcome)
            LogOutcome(settled.Receipt.Id, outcome.State, outcome.Study, outcome.Version, outcome.Findings.Count);
        await mirror.TryPutAsync(settled, CatalogueMirror.Worker, stopping);
    }

    private async Task PutBackLaterAsync(string id, CancellationToken stopping)
    {
        await Task.Delay(s_rest, stopping);
        lanes.PutBack(id);
    }

    private async Task RoundsAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(s_round);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            foreach (var upload in folders.In(folders.Inbox))
                if (upload.Outcome() is null)
                    Enqueue(upload);
            await mirror.CatchUpAsync(stopping);
        }
    }

    [LoggerMessage(LogLevel.Information, "Upload {Id}: {State}; study {Study} version {Version}; {Findings} findings")]
    private partial void LogOutcome(string id, Catalog.Model.UploadState state, string? study, int? version, int findings);

    [LoggerMessage(LogLevel.Error, "The store cannot be written ({Fault}, {Code}); uploads are taken and wait, it is tried again")]
    private partial void LogStoreAway(string fault, int code);

    [LoggerMessage(LogLevel.Error, "Upload {Id} waits: the disk or the store is at fault ({Fault}, {Code}); it is tried again")]
    private partial void LogFault(string id, string fault, int code);
}
