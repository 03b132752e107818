using System.Diagnostics;

namespace IpdEngine.Worker.Answers;

/// <summary>One line a request: method, route as it is written in the program, status, time. No path, query, name or address: these may name a person or hold a secret.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        await next(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        if (!route.StartsWith("/health", StringComparison.Ordinal))
            LogRequest(KnownMethod(context.Request.Method), route, context.Response.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string KnownMethod(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsPatch(method)
            || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) ? method : "(other)";

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds:0.0} ms")]
    private partial void LogRequest(string method, string route, int status, double milliseconds);
}
