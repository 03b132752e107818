using System.Text.Json;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Answers;

/// <summary>A fault as it is told (RFC 9457, <c>application/problem+json</c>): what was found, what was expected, what to do. Never a stack trace.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name in kebab-case.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record Problem(int Status, string Code, string Found, string Expected, string Remedy) : IResult
{
    public static readonly Problem NotSignedIn = new(401, "not-signed-in", "a request of nobody", "a signed-in account",
        "sign in at /sign-in, or send the header 'Authorization: Bearer TOKEN' with a token that is neither expired nor revoked");

    public static readonly Problem NotAllowed = new(403, "not-allowed", "an account or token without the role for this", "one with the role",
        "ask an administrator for the role, or use another account");

    public static readonly Problem TooMany = new(429, "too-many-requests", "more requests than are allowed in a minute", "fewer", "wait as long as Retry-After says");

    public static readonly Problem Unexpected = new(500, "internal-fault", "a fault of the program", "an answer",
        "try again; if it comes again, tell whoever runs the worker: its log has the particulars");

    public static readonly Problem DatabaseAway = new(503, "catalogue-away", "a catalogue that does not answer", "one that does",
        "try again in a minute; what was acknowledged is safe");

    public static readonly Problem DiskFull = new(507, "disk-full", "too little free disk to keep another upload safe", "more",
        "nothing was kept of this upload; ask whoever runs the worker to make room, then upload it again");

    public static Problem NotFound(string what, string remedy) => new(404, "not-found", $"no such {what}", $"a {what} that is there", remedy);

    /// <summary>For a status that the framework gave without words.</summary>
    public static Problem Bare(int status) => status switch
    {
        404 => NotFound("page or route", "see README for the routes, or begin at /"),
        405 => new(405, "wrong-method", "a method that this route does not have", "another method", "see README for the routes"),
        413 => new(413, "too-large", "a larger request than is allowed", "a smaller one", "upload data files by POST /api/uploads"),
        415 => new(415, "wrong-type", "a body of a type that this route does not read", "application/json", "set the header Content-Type"),
        _ => new(status, "refused", $"a request that was refused with status {status}", "one that is allowed", "see README for the routes"),
    };

    public static Problem BadRequest(string code, string found, string expected, string remedy) => new(400, code, found, expected, remedy);

    /// <summary>A caller's mistake that the catalogue or store put in words.</summary>
    public static Problem Of(ArgumentException fault)
    {
        // The framework appends the parameter's name, which means nothing outside the program.
        var words = fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal);
        var at = words.IndexOf(", expected ", StringComparison.Ordinal);
        return at < 0
            ? BadRequest("not-valid", words, "a valid request", "change the request and send it again")
            : BadRequest("not-valid", words[..at].Replace("found ", "", StringComparison.Ordinal), words[(at + ", expected ".Length)..], "change the request and send it again");
    }

    /// <summary>Writes it as the answer.</summary>
    public static Task Write(HttpContext context, Problem problem) => problem.ExecuteAsync(context);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (httpContext.Response.HasStarted)
        {
            httpContext.Abort();
            return;
        }
        if (IsForReading(httpContext.Request))
        {
            await Document.Answer(Document.Of(Title, Html.Of($"<header><p class=\"name\"><a href=\"/\">IpdEngine ingest</a></p></header>"), Words), Status).ExecuteAsync(httpContext);
            return;
        }
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/problem+json";
        var body = new { type = $"urn:ipd:{Code}", title = $"{Found}; expected {Expected}", status = Status, code = Code, found = Found, expected = Expected, remedy = Remedy };
        await httpContext.Response.WriteAsync(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), httpContext.RequestAborted);
    }

    private string Title => Status switch
    {
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        409 => "Not in this state",
        413 => "Too large",
        429 => "Too many requests",
        < 500 => "That did not work",
        _ => "The worker cannot do this now",
    };

    private Html Words => Html.Of(
        $"""
        <div class="notice bad" role="alert">
        <p><strong>Found:</strong> {Found}.</p>
        <p><strong>Expected:</strong> {Expected}.</p>
        <p><strong>What to do:</strong> {Remedy}.</p>
        </div>
        <p><a href="/">Back to the datasets</a> <small>(status {Status}, {Code})</small></p>
        """);

    // Programs of the API get JSON whatever they say that they accept; people get a page.
    private static bool IsForReading(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/health")
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
