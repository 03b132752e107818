using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Door;

/// <summary>
/// The drop folder: a study description (YAML) and the data file it names. A pair is taken once both stood still for a while, or once <c>DESCRIPTION.done</c> stands
/// beside it; its files are removed after the inbox has them.
/// </summary>
internal sealed partial class DropFolder(
    WorkerSettings settings, WorkerFolders folders, PairTaking taking, Drain drain, CatalogueMirror mirror, TimeProvider clock, ILogger<DropFolder> log) : BackgroundService
{
    private readonly Dictionary<string, (DropPair Pair, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.DropFolder is not { } folder)
            return;
        folders.MakePrivate(folder);
        var pause = TimeSpan.FromSeconds(Math.Clamp(settings.DropQuiet.TotalSeconds / 2, 0.1, 5));
        while (true)
        {
            try
            {
                await RoundAsync(folder, stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                LogFault(fault.GetType().Name, fault.HResult);
            }
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task RoundAsync(string folder, CancellationToken cancel)
    {
        taking.Recover(folder);
        foreach (var description in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToList())
            try
            {
                if (DropPair.Of(description) is { } pair && IsComplete(pair))
                    await TakeAsync(pair, cancel);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or UploadTooLargeException)
            {
                // One that cannot be taken holds up no other.
                LogFault(fault.GetType().Name, fault.HResult);
            }
    }

    private bool IsComplete(DropPair pair)
    {
        if (File.Exists(pair.Description + DropPair.DoneMarker))
            return true;
        var now = clock.GetUtcNow();
        if (!_seen.TryGetValue(pair.Description, out var seen) || seen.Pair != pair)
            _seen[pair.Description] = seen = (pair, now);
        return now - seen.Since >= settings.DropQuiet;
    }

    private async Task TakeAsync(DropPair pair, CancellationToken cancel)
    {
        var upload = await taking.TakeAsync(pair, cancel);
        _seen.Remove(pair.Description);
        drain.Enqueue(upload);
        await mirror.TryPutAsync(upload, upload.Receipt.SubmittedBy, cancel);
        LogTaken(upload.Receipt.Id);
    }

    [LoggerMessage(LogLevel.Information, "Upload {Id} was taken from the drop folder")]
    private partial void LogTaken(string id);

    [LoggerMessage(LogLevel.Warning, "The drop folder could not be read ({Fault}, {Code}); it is tried again")]
    private partial void LogFault(string fault, int code);
}
