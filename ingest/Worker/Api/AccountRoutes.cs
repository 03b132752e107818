using IpdEngine.Catalog;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;

namespace IpdEngine.Worker.Api;

/// <summary>Accounts and the audit trail, for administrators.</summary>
internal static class AccountRoutes
{
    private const int MostEntries = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/accounts", ListAsync).RequireAuthorization(Policies.Administer);
        routes.MapPost("/api/accounts", CreateAsync).RequireAuthorization(Policies.Administer);
        routes.MapPatch("/api/accounts/{name}", ChangeAsync).RequireAuthorization(Policies.Administer);
        routes.MapGet("/api/audit", AuditAsync).RequireAuthorization(Policies.Administer);
        routes.MapGet("/api/me", (HttpContext context) => Results.Ok(Me(Caller.Of(context.User)))).RequireAuthorization(Policies.SignedIn);
    }

    private static object Me(Caller caller) => new { caller.Name, roles = RoleNames.Of(caller.Roles) };

    private static async Task<IResult> ListAsync(AccountBook accounts, CancellationToken cancel) =>
        Results.Ok((await accounts.ListAsync(cancel)).Select(Row));

    private static async Task<IResult> CreateAsync(AccountWish wish, HttpContext context, AccountBook accounts, CancellationToken cancel)
    {
        var account = await accounts.CreateAsync(
            wish.Name ?? "", wish.Password ?? "", RoleNames.Parse(wish.Roles ?? []), Caller.Of(context.User).Name, cancel);
        return Results.Created($"/api/accounts/{account.Name}", Row(account));
    }

    private static async Task<IResult> ChangeAsync(string name, AccountChange wish, HttpContext context, AccountBook accounts, CancellationToken cancel)
    {
        var roles = wish.Roles is null ? (Roles?)null : RoleNames.Parse(wish.Roles);
        return Results.Ok(Row(await accounts.ChangeAsync(name, roles, wish.Disabled, wish.Password, Caller.Of(context.User).Name, cancel)));
    }

    private static async Task<IResult> AuditAsync(AuditTrail audit, CancellationToken cancel, long from = 1, int most = 200)
    {
        var entries = await audit.ReadAsync(from, Math.Clamp(most, 1, MostEntries), cancel);
        return Results.Ok(new { firstBreak = await audit.FirstBreakAsync(cancel), entries });
    }

    private static object Row(Account account) => new { account.Id, account.Name, roles = RoleNames.Of(account.Roles), account.Disabled, account.CreatedAt };

    /// <summary>A fresh account.</summary>
    internal sealed record AccountWish(string? Name, string? Password, IReadOnlyList<string>? Roles);

    /// <summary>A change of an account; what is null stays.</summary>
    internal sealed record AccountChange(IReadOnlyList<string>? Roles, bool? Disabled, string? Password);
}
