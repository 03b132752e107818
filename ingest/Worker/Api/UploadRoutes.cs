using IpdEngine.Catalog;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace IpdEngine.Worker.Api;

/// <summary>Uploads: hand in, look after, describe.</summary>
internal static class UploadRoutes
{
    private const int MostListed = 200;

    private static readonly Problem s_unknown = Problem.NotFound("upload", "take the id from the answer to the upload, or from GET /api/uploads");

    private static readonly Problem s_notDescribable = new(409, "not-describable", "an upload that has its outcome, or whose raw file is deleted",
        "one that awaits its description, or stands in quarantine", "upload the file again together with the description");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/uploads", (Delegate)ReceiveAsync).RequireAuthorization(Policies.HandIn).WithMetadata(new FormProof.Proof(Streamed: true));
        routes.MapGet("/api/uploads", ListAsync).RequireAuthorization(Policies.SeeUploads);
        routes.MapGet("/api/uploads/{id}", ShowAsync).RequireAuthorization(Policies.SeeUploads);
        routes.MapPut("/api/uploads/{id}/description", DescribeAsync).RequireAuthorization(Policies.HandIn);
    }

    /// <summary>Receives an upload; it is safe on the disk when the answer is given.</summary>
    public static async Task<(UploadFolder? Upload, Problem? Problem)> TakeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var settings = services.GetRequiredService<WorkerSettings>();
        var folders = services.GetRequiredService<WorkerFolders>();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            // What a form adds to the file is small: boundaries, headers and the description.
            size.MaxRequestBodySize = settings.MaximumUpload + (2 * IncomingUpload.MaximumDescription);
        if (context.Request.ContentLength > settings.MaximumUpload + (2 * IncomingUpload.MaximumDescription))
            throw new UploadTooLargeException("an upload", settings.MaximumUpload);
        if (new DriveInfo(folders.Root).AvailableFreeSpace - (context.Request.ContentLength ?? 0) < settings.MinimumFree)
            return (null, Problem.DiskFull);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(settings.UploadTimeout);
        using var incoming = new IncomingUpload(folders, services.GetRequiredService<UploadId>());
        try
        {
            if (await services.GetRequiredService<UploadForm>().ReceiveAsync(context, incoming, timeout.Token) is { } fault)
                return (null, fault);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, new Problem(408, "too-slow", $"an upload that took longer than {settings.UploadTimeout.TotalMinutes} minutes", "a faster one",
                "try again over a better connection, or ask whoever runs the worker for a longer limit"));
        }
        var caller = Caller.Of(context.User);
        var upload = services.GetRequiredService<Arrivals>().Commit(incoming, "http", caller.Name, services.GetRequiredService<TimeProvider>().GetUtcNow());
        // From here on the upload is safe: a sender who leaves, or a catalogue that is away, changes nothing.
        await services.GetRequiredService<CatalogueMirror>().TryPutAsync(upload, caller.Name, CancellationToken.None);
        services.GetRequiredService<Drain>().Enqueue(upload);
        return (upload, null);
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context)
    {
        var (upload, problem) = await TakeAsync(context);
        return upload is null
            ? problem!
            : Results.Accepted($"/api/uploads/{upload.Receipt.Id}", new { id = upload.Receipt.Id, state = UploadRow.Of(upload, "/").State, status = $"/api/uploads/{upload.Receipt.Id}" });
    }

    private static async Task<IResult> ListAsync(HttpContext context, UploadLedger uploads, string? before, int most = 50)
    {
        var caller = Caller.Of(context.User);
        var rows = await uploads.ListAsync(Math.Clamp(most, 1, MostListed), before, context.RequestAborted);
        return Results.Ok(rows.Select(row => UploadAnswer.Of(row, null, caller)));
    }

    private static IResult ShowAsync(HttpContext context, string id, WorkerFolders folders)
    {
        if (folders.Find(id) is not { } upload)
            return s_unknown;
        var outcome = upload.Outcome();
        return Results.Ok(UploadAnswer.Of(UploadRow.Of(upload, outcome, folders.Root), outcome, Caller.Of(context.User)));
    }

    private static async Task<IResult> DescribeAsync(HttpContext context, string id, WorkerFolders folders, Describing describing, CatalogueMirror mirror)
    {
        if (folders.Find(id) is null)
            return s_unknown;
        using var text = new MemoryStream();
        await context.Request.Body.CopyToAsync(text, context.RequestAborted);
        if (text.Length > IncomingUpload.MaximumDescription)
            throw new UploadTooLargeException("a description", IncomingUpload.MaximumDescription);
        if (describing.Describe(id, text.ToArray()) is not { } upload)
            return s_notDescribable;
        await mirror.TryPutAsync(upload, Caller.Of(context.User).Name, CancellationToken.None);
        return Results.Accepted($"/api/uploads/{id}", new { id, state = UploadState.Received, status = $"/api/uploads/{id}" });
    }
}
