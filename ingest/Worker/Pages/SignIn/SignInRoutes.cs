using IpdEngine.Catalog;
using IpdEngine.Catalog.Access;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Markup;
using Microsoft.AspNetCore.Authentication;

namespace IpdEngine.Worker.Pages.SignIn;

/// <summary>Signing in by form or one-time link, and out.</summary>
internal static class SignInRoutes
{
    private const string Path = "/sign-in";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, string? from) => Form(context, from, null, 200)).AllowAnonymous();
        routes.MapPost(Path, SignInAsync).AllowAnonymous().WithMetadata(new FormProof.Proof(Always: true));
        routes.MapPost("/sign-out", (Delegate)SignOutAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapGet("/start", RedeemAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, AccountBook accounts, RateLimits limits, AuditTrail audit)
    {
        var form = await PostedForm.ReadAsync(context);
        var (name, password, from) = (form["name"].ToString(), form["password"].ToString(), form["from"].ToString());
        if (!await limits.TrySignInAsync(context, name))
            return Results.Empty;
        if (await accounts.SignInAsync(name, password, context.RequestAborted) is not { } account)
        {
            // The name that was tried is not kept: people type their password there.
            await audit.AppendAsync("worker", "sign-in-refused", "(unknown)", "", context.RequestAborted);
            return Form(context, from, "Name and password do not belong together, or the account is disabled.", 401);
        }
        await CookieScheme.SignInAsync(context, account);
        await audit.AppendAsync(account.Name, "signed-in", account.Name, "by password", context.RequestAborted);
        return Results.LocalRedirect(SafePath(from));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieScheme.Name);
        return Results.LocalRedirect(Path);
    }

    private static async Task<IResult> RedeemAsync(HttpContext context, string? token, StartLink link, RateLimits limits)
    {
        if (!await limits.TrySignInAsync(context, StartLink.LocalAccount))
            return Results.Empty;
        if (token is null || await link.RedeemAsync(token, context.RequestAborted) is not { } account)
            return new Problem(401, "link-used", "a link that was used, or is not of this start", "the link that the worker printed when it started",
                "start the worker again for a fresh link, or sign in at /sign-in");
        await CookieScheme.SignInAsync(context, account);
        return Results.LocalRedirect("/");
    }

    private static IResult Form(HttpContext context, string? from, string? fault, int status) => Frame.Page(context, "Sign in", Html.Of(
        $"""
        {Html.When(fault, words => Html.Of($"<p class=\"notice bad\" role=\"alert\" id=\"fault\">{words}</p>"))}
        <form method="post" action="{Path}">
        {Frame.Proof(context)}
        <input type="hidden" name="from" value="{SafePath(from)}">
        <div class="fields">
        <p class="field"><label for="name">Name</label><input id="name" name="name" autocomplete="username" autocapitalize="none" required{Wrong(fault)}></p>
        <p class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required{Wrong(fault)}></p>
        </div>
        <p class="actions"><button>Sign in</button></p>
        </form>
        <p class="soft">On the machine that runs the worker, the link that it printed when it started signs in once without a password.</p>
        """), status);

    private static Html Wrong(string? fault) => Html.When(fault, _ => Html.Of($" aria-invalid=\"true\" aria-describedby=\"fault\""));

    // Only back into this site.
    private static string SafePath(string? from) =>
        from is ['/', not ('/' or '\\'), ..] or "/" && !from.Any(char.IsControl) ? from : "/";
}
