using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;

namespace IpdEngine.Catalog;

/// <summary>The uploads: each state an upload reaches is written together with its audit entry.</summary>
public sealed class UploadLedger(CatalogDatabase database)
{
    /// <summary>Writes the upload as it is now, whether or not there is a row of it; an unchanged state adds no audit entry.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="actor">Who brought it there.</param>
    /// <param name="cancel">Gives up.</param>
    public Task PutAsync(Upload upload, string actor, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return database.WriteAsync(
            async context =>
            {
                var known = await context.Uploads.AsNoTracking().FirstOrDefaultAsync(row => row.Id == upload.Id, cancel);
                context.Entry(upload).State = known is null ? EntityState.Added : EntityState.Modified;
                if (known?.State != upload.State || known.DescriptionSha256 != upload.DescriptionSha256 || known.RawDeleted != upload.RawDeleted)
                    await AuditTrail.AppendAsync(context, database.Clock, DeedOf(upload, known, actor), cancel);
                return true;
            },
            cancel);
    }

    /// <summary>An upload; null where there is none of that id.</summary>
    public Task<Upload?> FindAsync(string id, CancellationToken cancel = default) =>
        database.ReadAsync(context => context.Uploads.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel));

    /// <summary>The newest uploads, newest first.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="before">Only those that arrived before the one of this id; null: from the newest.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IReadOnlyList<Upload>> ListAsync(int most, string? before = null, CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<Upload>>(async context =>
        {
            var limit = before is null ? null : await context.Uploads.AsNoTracking().FirstOrDefaultAsync(row => row.Id == before, cancel);
            var rows = context.Uploads.AsNoTracking();
            if (limit is not null)
                rows = rows.Where(row => row.ReceivedAt < limit.ReceivedAt || (row.ReceivedAt == limit.ReceivedAt && string.Compare(row.Id, limit.Id) < 0));
            return await rows.OrderByDescending(row => row.ReceivedAt).ThenByDescending(row => row.Id).Take(most).ToListAsync(cancel);
        });

    /// <summary>Ids of all uploads that the catalogue has not seen the end of.</summary>
    public Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<string>>(async context => await context.Uploads.AsNoTracking()
            .Where(row => row.State == UploadState.Received || row.State == UploadState.AwaitingDescription).Select(row => row.Id).ToListAsync(cancel));

    private static AuditTrail.Deed DeedOf(Upload upload, Upload? known, string actor)
    {
        if (upload.RawDeleted && known is { RawDeleted: false })
            return new(actor, "raw-deleted", upload.Id, "");
        var action = upload.State switch
        {
            UploadState.AwaitingDescription => "upload-received",
            UploadState.Received => known is null ? "upload-received" : "upload-described",
            UploadState.Stored => "upload-stored",
            UploadState.Unchanged => "upload-unchanged",
            _ => "upload-refused",
        };
        var detail = upload.Version is { } version ? $"study {upload.Study} version {version}" : $"sha256 {upload.Sha256}, {upload.Size} bytes, door {upload.Door}";
        return new(actor, action, upload.Id, detail);
    }
}
