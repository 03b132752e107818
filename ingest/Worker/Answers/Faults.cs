using System.Data.Common;
using IpdEngine.Panel;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IpdEngine.Worker.Answers;

/// <summary>Turns whatever a request met into a problem: the sender learns what to do, the log the place in the program, neither a value.</summary>
internal sealed partial class Faults(ILogger<Faults> log) : IExceptionHandler
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;
        var problem = Of(exception);
        if (problem.Status >= 500)
            LogFault(httpContext.GetEndpoint()?.DisplayName, exception.GetType().Name, exception.HResult, exception.StackTrace);
        await problem.ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>True where the disk has no room left.</summary>
    public static bool IsFull(Exception fault) => fault is IOException && (fault.HResult & 0xffff) is NoSpace or OverQuota or 0x70 or 0x27;

    private static Problem Of(Exception fault) => fault switch
    {
        UploadTooLargeException e => new(413, "too-large", "a larger file than is allowed", $"at most {e.Limit} bytes", "split the file, or ask whoever runs the worker for a higher limit"),
        DeskBusyException => new(503, "busy", "several large files being looked at already", "a free seat", "try again in a minute; nothing was lost"),
        BadHttpRequestException { StatusCode: 413 } => new(413, "too-large", "a larger request than is allowed", "a smaller one", "upload data files by POST /api/uploads"),
        BadHttpRequestException { StatusCode: 408 } => new(408, "too-slow", "a request that came too slowly", "a steady one", "try again over a better connection"),
        BadHttpRequestException e => new(e.StatusCode, "bad-request", "a request that is not what HTTP or its form allows", "a whole one", "send it again"),
        ArgumentException e => Problem.Of(e),
        InvalidDataException => Problem.BadRequest("bad-form", "a form that breaks off or is not multipart", "multipart/form-data as browsers and curl -F send it", "send it again"),
        DbException or DbUpdateException or RetryLimitExceededException or TimeoutException => Problem.DatabaseAway,
        InvalidOperationException { InnerException: DbException } => Problem.DatabaseAway,
        BrokenStoreException => new(500, "broken-store", "a stored file that is not what its manifest says", "a whole one", "tell whoever runs the worker: the file must come from a backup, or the study be ingested again"),
        _ when IsFull(fault) => Problem.DiskFull,
        IOException or UnauthorizedAccessException => new(503, "disk-away", "a disk that cannot be read or written", "one that can", "nothing was kept of this request; try again, or tell whoever runs the worker"),
        _ => Problem.Unexpected,
    };

    [LoggerMessage(LogLevel.Error, "{Route} met {Fault} ({Code}); stack: {Stack}")]
    private partial void LogFault(string? route, string fault, int code, string? stack);
}
