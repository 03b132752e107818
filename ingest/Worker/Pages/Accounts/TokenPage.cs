using System.Globalization;
using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Accounts;

/// <summary>The API tokens of an account: made, shown once, revoked.</summary>
internal static class TokenPage
{
    private const string Address = "/tokens";
    private static readonly int[] s_days = [7, 30, 90, 365];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, (HttpContext context, TokenBook tokens, AccountBook accounts) => PageAsync(context, tokens, accounts, null, null, 200)).RequireAuthorization(Policies.SignedIn);
        routes.MapPost(Address, (Delegate)CreateAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapPost(Address + "/{prefix}/revoke", (Delegate)RevokeAsync).RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, TokenBook tokens, AccountBook accounts)
    {
        var caller = Caller.Of(context.User);
        if (await accounts.FindAsync(caller.AccountId, context.RequestAborted) is not { } account)
            return Problem.NotSignedIn;
        var sent = await PostedForm.ReadAsync(context);
        var days = int.TryParse(sent["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && s_days.Contains(asked) ? asked : s_days[1];
        try
        {
            // A token never does more than whoever makes it may.
            var roles = RoleNames.Parse(sent["roles"].OfType<string>()) & caller.Roles;
            var (token, _) = await tokens.CreateAsync(account, sent["label"].ToString().Trim(), roles, TimeSpan.FromDays(days), caller.Name, context.RequestAborted);
            return await PageAsync(context, tokens, accounts, token, null, 200);
        }
        catch (ArgumentException fault)
        {
            return await PageAsync(context, tokens, accounts, null, Problem.Of(fault), 422);
        }
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string prefix, TokenBook tokens)
    {
        var caller = Caller.Of(context.User);
        return await tokens.RevokeAsync(prefix, Sees(caller), caller.Name, CancellationToken.None) ? Results.LocalRedirect(Address) : Problem.NotFound("token", "take it from the list of tokens");
    }

    // An administrator sees every token, others their own.
    private static string? Sees(Caller caller) => caller.Roles.HasFlag(Roles.Administrator) ? null : caller.AccountId;

    private static async Task<IResult> PageAsync(HttpContext context, TokenBook tokens, AccountBook accounts, string? fresh, Problem? fault, int status)
    {
        var caller = Caller.Of(context.User);
        var rows = await tokens.ListAsync(Sees(caller), context.RequestAborted);
        var names = caller.Roles.HasFlag(Roles.Administrator) ? (await accounts.ListAsync(context.RequestAborted)).ToDictionary(account => account.Id, account => account.Name) : [];
        var label = new Field("label", "What it is for", "") { Hint = "Such as: nightly upload of the clinic.", IsRequired = true };
        var days = new Field("days", "How long it holds", "30");
        return Frame.Page(context, "API tokens", Html.Of(
            $"""
            <p>A program sends a token in the header <code>Authorization: Bearer ipd_...</code> in place of a password. It does what it was made for, and never more than its account may.</p>
            {Html.When(fresh, token => Html.Of($"<section class=\"notice good\" role=\"status\"><h2>Your new token</h2><p>It is shown this once. Keep it secret.</p><pre class=\"token\">{token}</pre></section>"))}
            {AccountPage.Fault(fault)}
            {Region.Table("Tokens, newest first", ["Token", "For", "Account", "May act as", "Made (UTC)", "Holds until", "State"], Html.Each(rows, row => Row(context, row, names.GetValueOrDefault(row.AccountId, caller.Name))))}
            <form method="post" action="{Address}">
            {Frame.Proof(context)}
            <fieldset><legend>Make a token</legend>
            <div class="fields">{label.Line()}{days.Choice(s_days.Select(each => (each.ToString(CultureInfo.InvariantCulture), $"{each} days")))}</div>
            <fieldset><legend>It may act as</legend>{AccountPage.RoleBoxes("token", caller.Roles, caller.Roles)}</fieldset>
            <p class="actions"><button>Make it</button></p></fieldset>
            </form>
            """), status);
    }

    private static Html Row(HttpContext context, ApiToken row, string account)
    {
        var isOver = row.ExpiresAt <= context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return Html.Of(
            $"""
            <tr><th scope="row" class="code">{row.Prefix}...</th><td>{row.Label}</td><td>{account}</td><td>{string.Join(", ", RoleNames.Of(row.Roles))}</td><td>{row.CreatedAt:yyyy-MM-dd}</td><td>{row.ExpiresAt:yyyy-MM-dd}</td>
            <td>{(row.RevokedAt is not null ? Html.Of($"<span class=\"mark bad\">revoked</span>") : isOver ? Html.Of($"<span class=\"mark\">expired</span>") : Html.Of($"<form class=\"bare\" method=\"post\" action=\"{Address}/{row.Prefix}/revoke\">{Frame.Proof(context)}<button class=\"quiet\" aria-label=\"Revoke {row.Prefix}\">Revoke</button></form>"))}</td></tr>

            """);
    }
}
