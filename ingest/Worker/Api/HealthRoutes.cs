using IpdEngine.Catalog;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace IpdEngine.Worker.Api;

/// <summary>Whether the process lives, and whether it can take uploads; open to all, and telling nothing else.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Ok(new { live = true })).AllowAnonymous().WithMetadata(new DisableRateLimitingAttribute(), new NoCaller());
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous().WithMetadata(new DisableRateLimitingAttribute(), new NoCaller());
    }

    private static async Task<IResult> ReadyAsync(CatalogDatabase database, WorkerSettings settings, WorkerFolders folders, Drain drain, CancellationToken cancel)
    {
        var checks = new
        {
            database = await database.IsReadyAsync(cancel),
            recovered = drain.HasRecovered,
            inbox = CanWrite(folders.Files.Disk, folders.Partial),
            store = CanWrite(folders.Files.Disk, settings.Store),
            disk = new DriveInfo(folders.Root).AvailableFreeSpace >= settings.MinimumFree,
        };
        var ready = checks is { database: true, recovered: true, inbox: true, store: true, disk: true };
        return Results.Json(new { ready, checks }, statusCode: ready ? 200 : 503);
    }

    private static bool CanWrite(IDisk disk, string folder)
    {
        // Of a name that the next start removes, should this process die here.
        var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}{DurableFiles.Passing}");
        try
        {
            try
            {
                using var file = disk.Create(probe, isPrivate: true);
                file.WriteByte(1);
            }
            finally
            {
                // A full disk makes the file and takes no byte of it.
                disk.Delete(probe);
            }
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
