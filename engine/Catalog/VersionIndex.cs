using IpdEngine.Catalog.Model;
using Microsoft.EntityFrameworkCore;

namespace IpdEngine.Catalog;

/// <summary>The study versions that the store holds, for listing; the store is the truth and the index follows it.</summary>
public sealed class VersionIndex(CatalogDatabase database)
{
    /// <summary>Notes a version, or what has changed of one.</summary>
    public Task PutAsync(StudyVersion version, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        return database.WriteAsync(
            async context =>
            {
                Put(context, version, await context.Versions.FirstOrDefaultAsync(row => row.Study == version.Study && row.Version == version.Version, cancel));
                return true;
            },
            cancel);
    }

    /// <summary>Makes the index hold these versions and no other; what is known of their uploads stays.</summary>
    public Task RebuildAsync(IReadOnlyList<StudyVersion> versions, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return database.WriteAsync(
            async context =>
            {
                var known = (await context.Versions.ToListAsync(cancel)).ToDictionary(row => (row.Study, row.Version));
                foreach (var version in versions)
                {
                    Put(context, version, known.GetValueOrDefault((version.Study, version.Version)));
                    known.Remove((version.Study, version.Version));
                }
                context.Versions.RemoveRange(known.Values);
                return true;
            },
            cancel);
    }

    /// <summary>All versions, in ordinal order of study and rising version.</summary>
    /// <param name="study">Only those of this study; null: of all.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IReadOnlyList<StudyVersion>> ListAsync(string? study = null, CancellationToken cancel = default) =>
        database.ReadAsync<IReadOnlyList<StudyVersion>>(async context =>
        {
            var rows = await context.Versions.AsNoTracking().Where(row => study == null || row.Study == study).ToListAsync(cancel);
            // Sorted here: PostgreSQL sorts text by its locale.
            return [.. rows.OrderBy(row => row.Study, StringComparer.Ordinal).ThenBy(row => row.Version)];
        });

    private static void Put(CatalogContext context, StudyVersion version, StudyVersion? known)
    {
        if (known is null)
        {
            context.Versions.Add(version);
            return;
        }
        known.Revision = version.Revision;
        known.ContentHash = version.ContentHash;
        known.Participants = version.Participants;
        known.Sessions = version.Sessions;
        known.UploadId ??= version.UploadId;
    }
}
