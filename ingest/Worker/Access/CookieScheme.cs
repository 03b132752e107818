using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace IpdEngine.Worker.Access;

/// <summary>The cookie of the page: for this site alone, out of reach of scripts, void once the account changes.</summary>
internal static class CookieScheme
{
    public const string Name = CookieAuthenticationDefaults.AuthenticationScheme;

    public static void Set(CookieAuthenticationOptions options, bool isLoopback)
    {
        options.Cookie.Name = "ipd-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = isLoopback ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "from";
        options.Events.OnRedirectToLogin = context => Turn(context, Problem.NotSignedIn);
        options.Events.OnRedirectToAccessDenied = context => Problem.Write(context.HttpContext, Problem.NotAllowed);
        options.Events.OnValidatePrincipal = CheckAsync;
    }

    /// <summary>Signs an account in.</summary>
    public static Task SignInAsync(HttpContext context, Account account) =>
        context.SignInAsync(Name, Caller.Principal(account, account.Roles, Name));

    /// <summary>Whether the request was let in by its cookie: then whatever it changes needs a proof that our own page sent it.</summary>
    public static bool LetIn(HttpContext context) => context.User.Identity is { IsAuthenticated: true, AuthenticationType: Name };

    private static Task Turn(RedirectContext<CookieAuthenticationOptions> context, Problem problem)
    {
        if (context.Request.Path.StartsWithSegments("/api") || !HttpMethods.IsGet(context.Request.Method))
            return Problem.Write(context.HttpContext, problem);
        // A path of this site: the framework's own address repeats whatever Host the request named.
        context.Response.Redirect(context.Options.LoginPath + QueryString.Create(context.Options.ReturnUrlParameter, context.Request.Path + context.Request.QueryString.Value));
        return Task.CompletedTask;
    }

    private static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var book = context.HttpContext.RequestServices.GetRequiredService<AccountBook>();
        var caller = Caller.Of(context.Principal!);
        var account = await book.FindAsync(caller.AccountId, context.HttpContext.RequestAborted);
        if (account is not { Disabled: false } || account.Stamp != context.Principal!.FindFirst(Caller.StampClaim)?.Value)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Name);
        }
    }
}
