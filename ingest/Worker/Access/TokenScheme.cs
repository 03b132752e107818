using System.Text.Encodings.Web;
using IpdEngine.Catalog.Access;
using IpdEngine.Worker.Answers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace IpdEngine.Worker.Access;

/// <summary>API tokens in the header <c>Authorization: Bearer ipd_...</c> (RFC 6750).</summary>
internal sealed class TokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenBook tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Bearer";

    private const string Prefix = "Bearer ";

    public static bool IsIn(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsIn(Request) || NoCaller.IsMarked(Context))
            return AuthenticateResult.NoResult();
        var token = Request.Headers.Authorization.ToString()[Prefix.Length..].Trim();
        return await tokens.FindAsync(token, Context.RequestAborted) is var (account, roles)
            ? AuthenticateResult.Success(new AuthenticationTicket(Caller.Principal(account, roles, Name), Name))
            : AuthenticateResult.Fail("unknown, expired or revoked token");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Write(Context, Problem.NotSignedIn);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problem.Write(Context, Problem.NotAllowed);
}
