using IpdEngine.Intake.Description;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;

namespace IpdEngine.Worker.Door;

/// <summary>
/// The drop folder: a study description (YAML) and the data file it names. A pair is taken once both stood still for a while, or once <c>DESCRIPTION.done</c> stands
/// beside it; its files are removed after the inbox has them.
/// </summary>
internal sealed partial class DropFolder(
    WorkerSettings settings, WorkerFolders folders, UploadId ids, Drain drain, CatalogueMirror mirror, TimeProvider clock, ILogger<DropFolder> log) : BackgroundService
{
    private const string Marker = ".done";
    private readonly Dictionary<string, (DropPair Pair, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.DropFolder is not { } folder)
            return;
        WorkerFolders.MakePrivate(folder);
        var pause = TimeSpan.FromSeconds(Math.Clamp(settings.DropQuiet.TotalSeconds / 2, 0.1, 5));
        while (true)
        {
            try
            {
                await RoundAsync(folder, stoppingToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or UploadTooLargeException)
            {
                LogFault(fault.GetType().Name, fault.HResult);
            }
            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task RoundAsync(string folder, CancellationToken cancel)
    {
        foreach (var description in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToList())
            if (PairOf(description) is { } pair && IsComplete(pair))
            {
                await TakeAsync(pair, cancel);
                _seen.Remove(description);
            }
    }

    // A name that cannot stand in the drop folder (a path, a hidden file, a link out of it) finds no data file, and the description is taken alone once it stood still.
    private static DropPair? PairOf(string description)
    {
        if (Path.GetFileName(description).StartsWith('.') || new FileInfo(description).LinkTarget is not null)
            return null;
        var name = StudyFile.Load(description).Description?.Data;
        if (name is null || name != Path.GetFileName(name) || name.StartsWith('.'))
            return null;
        var data = new FileInfo(Path.Combine(Path.GetDirectoryName(description)!, name));
        if (!data.Exists || data.LinkTarget is not null)
            return null;
        var text = new FileInfo(description);
        return new DropPair(description, data.FullName, data.Length, data.LastWriteTimeUtc, text.Length, text.LastWriteTimeUtc);
    }

    private bool IsComplete(DropPair pair)
    {
        if (File.Exists(pair.Description + Marker))
            return true;
        var now = clock.GetUtcNow();
        if (!_seen.TryGetValue(pair.Description, out var seen) || seen.Pair != pair)
            _seen[pair.Description] = seen = (pair, now);
        return now - seen.Since >= settings.DropQuiet;
    }

    private async Task TakeAsync(DropPair pair, CancellationToken cancel)
    {
        using var incoming = new IncomingUpload(folders, ids);
        // Opened for this process alone: a writer that still has it open is waited for.
        await using (var data = new FileStream(pair.Data, FileMode.Open, FileAccess.Read, FileShare.None, 1))
            await incoming.ReceiveDataAsync(data, Path.GetFileName(pair.Data), settings.MaximumUpload, cancel);
        await using (var text = new FileStream(pair.Description, FileMode.Open, FileAccess.Read, FileShare.None, 1))
            await incoming.ReceiveDescriptionAsync(text, Path.GetFileName(pair.Description), cancel);
        var upload = incoming.Commit("drop", "drop-folder", clock.GetUtcNow());
        // After a crash here the pair is taken again: the same bytes change nothing.
        File.Delete(pair.Description);
        File.Delete(pair.Data);
        File.Delete(pair.Description + Marker);
        drain.Enqueue(upload);
        await mirror.TryPutAsync(upload, upload.Receipt.SubmittedBy, cancel);
        LogTaken(upload.Receipt.Id);
    }

    [LoggerMessage(LogLevel.Information, "Upload {Id} was taken from the drop folder")]
    private partial void LogTaken(string id);

    [LoggerMessage(LogLevel.Warning, "The drop folder could not be read ({Fault}, {Code}); it is tried again")]
    private partial void LogFault(string fault, int code);

    /// <summary>A description and its data file as they stand now: two looks that are equal saw neither change.</summary>
    private sealed record DropPair(string Description, string Data, long DataSize, DateTime DataTime, long TextSize, DateTime TextTime);
}
