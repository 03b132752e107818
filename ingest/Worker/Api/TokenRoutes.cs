using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;

namespace IpdEngine.Worker.Api;

/// <summary>API tokens of the caller's own account.</summary>
internal static class TokenRoutes
{
    private const double DaysUnlessSaid = 90;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/tokens", ListAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/api/tokens", CreateAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapDelete("/api/tokens/{prefix}", RevokeAsync).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<IResult> ListAsync(HttpContext context, TokenBook tokens, CancellationToken cancel)
    {
        var caller = Caller.Of(context.User);
        return Results.Ok((await tokens.ListAsync(Sees(caller), cancel)).Select(Row));
    }

    private static async Task<IResult> CreateAsync(Wish wish, HttpContext context, TokenBook tokens, AccountBook accounts, CancellationToken cancel)
    {
        var caller = Caller.Of(context.User);
        var account = await accounts.FindAsync(caller.AccountId, cancel);
        if (account is null)
            return Problem.NotSignedIn;
        // A token never makes one that may do more than itself.
        var roles = wish.Roles is null ? caller.Roles : RoleNames.Parse(wish.Roles);
        if ((roles & ~caller.Roles) != Roles.None)
            return Problem.NotAllowed;
        var days = wish.Days ?? DaysUnlessSaid;
        if (!(days > 0) || days > TokenBook.LongestLife.TotalDays)
            return Problem.BadRequest("not-valid", $"a life of {days} days", $"up to {TokenBook.LongestLife.TotalDays} days", "ask for a shorter one");
        var (token, row) = await tokens.CreateAsync(account, wish.Label ?? "", roles, TimeSpan.FromDays(days), caller.Name, cancel);
        return Results.Ok(new { token, row.Prefix, row.Label, roles = RoleNames.Of(row.Roles), row.ExpiresAt, note = "shown this once; keep it secret" });
    }

    private static async Task<IResult> RevokeAsync(string prefix, HttpContext context, TokenBook tokens)
    {
        var caller = Caller.Of(context.User);
        return await tokens.RevokeAsync(prefix, Sees(caller), caller.Name, CancellationToken.None)
            ? Results.NoContent()
            : Problem.NotFound("token", "take its prefix from GET /api/tokens");
    }

    // An administrator sees every token, others their own.
    private static string? Sees(Caller caller) => caller.Roles.HasFlag(Roles.Administrator) ? null : caller.AccountId;

    private static object Row(ApiToken row) => new
    {
        row.Prefix,
        row.Label,
        row.AccountId,
        roles = RoleNames.Of(row.Roles),
        row.CreatedAt,
        row.ExpiresAt,
        row.RevokedAt,
    };

    /// <summary>A wish for a token.</summary>
    /// <param name="Label">What its owner calls it.</param>
    /// <param name="Roles">What it may do; null: all that the caller may.</param>
    /// <param name="Days">How long it holds; null: 90 days.</param>
    internal sealed record Wish(string? Label, IReadOnlyList<string>? Roles, double? Days);
}
