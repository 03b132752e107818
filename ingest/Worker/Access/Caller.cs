using System.Security.Claims;
using IpdEngine.Catalog.Model;

namespace IpdEngine.Worker.Access;

/// <summary>Who sends a request.</summary>
/// <param name="AccountId">Id of the account.</param>
/// <param name="Name">Name of the account.</param>
/// <param name="Roles">What it may do in this request.</param>
internal sealed record Caller(string AccountId, string Name, Roles Roles)
{
    /// <summary>Claim that carries the account's stamp in a cookie.</summary>
    public const string StampClaim = "stamp";

    /// <summary>True where raw values may be shown.</summary>
    public bool SeesRawValues => Roles.HasFlag(Roles.DataManager);

    /// <summary>The caller of a request that a policy let in.</summary>
    public static Caller Of(ClaimsPrincipal user) => new(
        user.FindFirstValue(ClaimTypes.NameIdentifier)!, user.Identity!.Name!, RoleNames.Parse(user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)));

    /// <summary>An account as the framework carries it.</summary>
    public static ClaimsPrincipal Principal(Account account, Roles roles, string scheme) => new(new ClaimsIdentity(
    [
        new Claim(ClaimTypes.NameIdentifier, account.Id),
        new Claim(ClaimTypes.Name, account.Name),
        new Claim(StampClaim, account.Stamp),
        .. RoleNames.Of(roles).Select(role => new Claim(ClaimTypes.Role, role)),
    ], scheme));
}
