using IpdEngine.Catalog.Access;
using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Accounts;

/// <summary>The local accounts, for administrators.</summary>
internal static class AccountPage
{
    private const string Address = "/accounts";

    private static readonly (Roles Role, string Name, string Means)[] s_roles =
    [
        (Roles.DataManager, "data-manager", "hands in datasets, sees what was found in them, raw values included"),
        (Roles.Statistician, "statistician", "sees uploads without raw values, studies, versions and quality reports"),
        (Roles.Reader, "reader", "sees studies, versions and quality reports"),
        (Roles.Administrator, "administrator", "keeps accounts and tokens, reads the audit trail"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Address, (HttpContext context, AccountBook accounts) => PageAsync(context, accounts, null, 200)).RequireAuthorization(Policies.Administer);
        routes.MapPost(Address, (Delegate)CreateAsync).RequireAuthorization(Policies.Administer);
        routes.MapPost(Address + "/{name}", (Delegate)ChangeAsync).RequireAuthorization(Policies.Administer);
    }

    /// <summary>Boxes for roles, of which only some may be given.</summary>
    internal static Html RoleBoxes(string form, Roles given, Roles offered) => Html.Each(s_roles.Where(each => offered.HasFlag(each.Role)), each => Html.Of(
        $"<p class=\"check\"><input type=\"checkbox\" name=\"roles\" id=\"{form}-{each.Name}\" value=\"{each.Name}\"{(given.HasFlag(each.Role) ? Html.Of($" checked") : Html.None)}><label for=\"{form}-{each.Name}\">{each.Name} <span class=\"soft\">{each.Means}</span></label></p>\n"));

    /// <summary>What was wrong with what was asked for.</summary>
    internal static Html Fault(Problem? fault) => Html.When(fault, problem => Html.Of(
        $"<section class=\"notice bad\" role=\"alert\"><h2>That did not work</h2><p>Found {problem.Found}; expected {problem.Expected}.</p></section>"));

    private static async Task<IResult> CreateAsync(HttpContext context, AccountBook accounts)
    {
        var sent = await PostedForm.ReadAsync(context);
        return await DoAsync(context, accounts, () => accounts.CreateAsync(
            sent["name"].ToString().Trim(), sent["password"].ToString(), RoleNames.Parse(sent["roles"].OfType<string>()), Caller.Of(context.User).Name, context.RequestAborted));
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, string name, AccountBook accounts)
    {
        var sent = await PostedForm.ReadAsync(context);
        var password = sent["password"].ToString();
        return await DoAsync(context, accounts, () => accounts.ChangeAsync(
            name, RoleNames.Parse(sent["roles"].OfType<string>()), sent["disabled"] == "true", password.Length == 0 ? null : password, Caller.Of(context.User).Name, context.RequestAborted));
    }

    private static async Task<IResult> DoAsync(HttpContext context, AccountBook accounts, Func<Task<Account>> deed)
    {
        try
        {
            await deed();
            return Results.LocalRedirect(Address);
        }
        catch (ArgumentException fault)
        {
            return await PageAsync(context, accounts, Problem.Of(fault), 422);
        }
    }

    private static async Task<IResult> PageAsync(HttpContext context, AccountBook accounts, Problem? fault, int status)
    {
        var rows = await accounts.ListAsync(context.RequestAborted);
        var name = new Field("name", "Name", "") { Hint = "Letters, digits, and . - _ @", IsRequired = true };
        var password = new Field("password", "Password", "") { Hint = $"{AccountBook.MinimumPassword} to {AccountBook.MaximumPassword} characters; a sentence is easy to keep in mind.", IsRequired = true };
        return Frame.Page(context, "Accounts", Html.Of(
            $"""
            {Fault(fault)}
            {Region.Table("Accounts", ["Name", "Roles", "Standing", "Made (UTC)"], Html.Each(rows, row => Html.Of(
                $"""
                <tr><th scope="row">{row.Name}</th><td>{string.Join(", ", RoleNames.Of(row.Roles))}</td><td>{(row.Disabled ? Html.Of($"<span class=\"mark bad\">disabled</span>") : Html.Of($"<span class=\"mark good\">active</span>"))}</td><td>{row.CreatedAt:yyyy-MM-dd}</td></tr>

                """)))}
            <form method="post" action="{Address}">
            {Frame.Proof(context)}
            <fieldset><legend>Make an account</legend>
            <div class="fields">{name.Line()}{password.Line("password")}</div>
            <fieldset><legend>Its roles</legend>{RoleBoxes("new", Roles.None, Roles.All)}</fieldset>
            <p class="actions"><button>Make it</button></p></fieldset>
            </form>
            <h2>Change an account</h2>
            <p>Whoever is signed in with it has to sign in anew.</p>
            {Html.Each(rows.Index(), row => Change(context, row.Index, row.Item))}
            """), status);
    }

    private static Html Change(HttpContext context, int place, Account row) => Html.Of(
        $"""
        <details><summary>{row.Name}</summary>
        <form method="post" action="{Address}/{row.Name}">
        {Frame.Proof(context)}
        <fieldset><legend>Roles of {row.Name}</legend>{RoleBoxes($"change-{place}", row.Roles, Roles.All)}</fieldset>
        <p class="check"><input type="checkbox" name="disabled" id="disabled-{place}" value="true"{(row.Disabled ? Html.Of($" checked") : Html.None)}><label for="disabled-{place}">Disabled <span class="soft">it may not sign in, and its tokens are void</span></label></p>
        <div class="field"><label for="password-{place}">New password of {row.Name}</label><input id="password-{place}" name="password" type="password" autocomplete="new-password" aria-describedby="hint-{place}"><p class="hint" id="hint-{place}">Empty: as it is.</p></div>
        <p class="actions"><button>Change {row.Name}</button></p>
        </form></details>

        """);
}
