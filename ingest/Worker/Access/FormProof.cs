using IpdEngine.Worker.Answers;
using Microsoft.AspNetCore.Antiforgery;

namespace IpdEngine.Worker.Access;

/// <summary>
/// Protection against forged requests: what changes something and was let in by a cookie, or signs in, must carry the token that our page put into its form or header.
/// </summary>
internal static class FormProof
{
    /// <summary>Header, and name of the hidden field.</summary>
    public const string Header = "X-CSRF-Token";

    public const string Field = "csrf";

    private static readonly Problem s_missing = new(400, "form-not-proven", "a form or request without a valid token against forgery",
        $"the field '{Field}' first, or the header {Header}, as this site's own page sends it", "load the page again and send the form from there; programs use an API token instead of a cookie");

    public static void Set(AntiforgeryOptions options, bool isLoopback)
    {
        options.HeaderName = Header;
        options.FormFieldName = Field;
        options.Cookie.Name = "ipd-form";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = isLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        // The page sets its own, stricter header.
        options.SuppressXFrameOptionsHeader = true;
    }

    /// <summary>The token for a form of this request's page.</summary>
    public static string TokenFor(HttpContext context) =>
        context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!;

    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (changes && MustProve(context) && !IsDeferred(context) && !await IsProvenAsync(context))
        {
            await Problem.Write(context, s_missing);
            return;
        }
        await next(context);
    }

    /// <summary>For streamed forms, which cannot be read ahead: the proof is their first field.</summary>
    /// <returns>The problem, or null where the form is proven or needs no proof.</returns>
    public static async Task<Problem?> CheckStreamedAsync(HttpContext context, string? field)
    {
        if (!MustProve(context))
            return null;
        if (field is not null)
            context.Request.Headers[Header] = field;
        return context.Request.Headers.ContainsKey(Header) && await IsProvenAsync(context) ? null : s_missing;
    }

    private static bool MustProve(HttpContext context) => CookieScheme.LetIn(context) || context.GetEndpoint()?.Metadata.GetMetadata<Proof>() is { Always: true };

    private static bool IsDeferred(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Proof>() is { Streamed: true };

    private static async Task<bool> IsProvenAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException)
        {
            // A form that cannot be read whole, of too many fields for one, proves nothing.
            return false;
        }
    }

    /// <summary>What a route asks of the proof.</summary>
    /// <param name="Always">Also of a request that is not signed in: the sign-in form.</param>
    /// <param name="Streamed">The route checks it itself, by <see cref="CheckStreamedAsync"/>.</param>
    internal sealed record Proof(bool Always = false, bool Streamed = false);
}
