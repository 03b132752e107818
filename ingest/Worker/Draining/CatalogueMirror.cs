using System.Collections.Concurrent;
using System.Data.Common;
using IpdEngine.Catalog;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Draining;

/// <summary>Keeps the catalogue in step with the folders and the store, which are the truth: a database that is away for a while is caught up with later.</summary>
internal sealed partial class CatalogueMirror(
    UploadLedger uploads, VersionIndex versions, WorkerFolders folders, PanelStore store, TimeProvider clock, ILogger<CatalogueMirror> log)
{
    public const string Worker = "worker";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, string> _missed = new(StringComparer.Ordinal);

    /// <summary>Writes an upload's row as its folder is now. What the database does not take within seconds is left to a later <see cref="CatchUpAsync"/>.</summary>
    /// <returns>False where it did not take it.</returns>
    public async Task<bool> TryPutAsync(UploadFolder upload, string actor, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(s_patience);
        try
        {
            await PutAsync(upload, actor, patience.Token);
            return true;
        }
        catch (Exception fault) when (IsAway(fault) || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            _missed.TryAdd(upload.Receipt.Id, actor);
            LogAway(fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Rows of uploads whose end the catalogue has not seen, and of those in the inbox that it does not know.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var (id, actor) in _missed)
            {
                if (folders.Find(id) is { } upload)
                    await PutAsync(upload, actor, cancel);
                _missed.TryRemove(id, out _);
            }
            var unfinished = (await uploads.UnfinishedAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            foreach (var id in unfinished)
                if (folders.Find(id) is { } upload && upload.Outcome() is not null)
                    await PutAsync(upload, Worker, cancel);
            foreach (var upload in folders.In(folders.Inbox))
                if (!unfinished.Contains(upload.Receipt.Id) && upload.Outcome() is null)
                    await PutAsync(upload, upload.Receipt.SubmittedBy, cancel);
        }
        catch (Exception fault) when (IsAway(fault))
        {
            LogAway(fault.GetType().Name);
        }
    }

    /// <summary>Makes the catalogue whole at start: a row for every folder, and the index of versions from the store.</summary>
    /// <returns>False where the database is away: to be tried again.</returns>
    public async Task<bool> TryRebuildAsync(CancellationToken cancel)
    {
        try
        {
            await RebuildUploadsAsync(cancel);
            await RebuildVersionsAsync(cancel);
            return true;
        }
        catch (Exception fault) when (IsAway(fault))
        {
            LogAway(fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Makes the index of versions again from the store.</summary>
    public async Task RebuildVersionsAsync(CancellationToken cancel)
    {
        var found = new List<StudyVersion>();
        foreach (var newest in store.List())
            foreach (var manifest in store.History(newest.Facts.Study))
                found.Add(VersionOf(manifest, uploadId: null));
        await versions.RebuildAsync(found, cancel);
    }

    private async Task RebuildUploadsAsync(CancellationToken cancel)
    {
        foreach (var place in new[] { folders.Inbox, folders.Done, folders.Quarantine })
            foreach (var upload in folders.In(place))
                if (await uploads.FindAsync(upload.Receipt.Id, cancel) is not { } row || row.State != UploadRow.Of(upload, folders.Root).State)
                    await PutAsync(upload, Worker, cancel);
    }

    private async Task PutAsync(UploadFolder upload, string actor, CancellationToken cancel)
    {
        var row = UploadRow.Of(upload, folders.Root);
        if (row is { State: UploadState.Stored, Study: { } study, Version: { } version }
            && store.History(study).FirstOrDefault(manifest => manifest.Version == version) is { } manifest)
            await versions.PutAsync(VersionOf(manifest, row.Id), cancel);
        await uploads.PutAsync(row, actor, cancel);
    }

    private StudyVersion VersionOf(StudyManifest manifest, string? uploadId) => new()
    {
        Study = manifest.Facts.Study,
        Version = manifest.Version,
        Revision = manifest.Revision,
        Identity = manifest.Identity,
        ContentHash = manifest.ContentHash,
        Participants = manifest.Participants,
        Sessions = manifest.Sessions,
        UploadId = uploadId,
        SeenAt = clock.GetUtcNow(),
    };

    private static bool IsAway(Exception fault) =>
        fault is DbException or TimeoutException or Microsoft.EntityFrameworkCore.DbUpdateException or Microsoft.EntityFrameworkCore.Storage.RetryLimitExceededException
            or BrokenStoreException or InvalidOperationException { InnerException: DbException };

    [LoggerMessage(LogLevel.Warning, "The catalogue could not be written now ({Fault}); the folders keep what it misses")]
    private partial void LogAway(string fault);
}
