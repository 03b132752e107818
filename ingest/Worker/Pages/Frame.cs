using IpdEngine.Catalog.Model;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages;

/// <summary>What all pages of somebody who is signed in share: where one is, where one may go, who one is.</summary>
internal static class Frame
{
    private static readonly (string Address, string Words, Roles Roles)[] s_places =
    [
        ("/", "Datasets", Roles.All),
        ("/tokens", "API tokens", Roles.All),
        ("/accounts", "Accounts", Roles.Administrator),
        ("/audit", "Audit trail", Roles.Administrator),
    ];

    /// <summary>A page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="title">Title and heading.</param>
    /// <param name="body">What stands below the heading.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="above">Pages above this one, outermost first, each with its address.</param>
    /// <param name="refresh">Seconds after which the browser loads it again; null: never.</param>
    public static IResult Page(
        HttpContext context, string title, Html body, int status = 200, IReadOnlyList<(string Address, string Words)>? above = null, int? refresh = null) =>
        Document.Answer(Document.Of(title, Banner(context, above ?? [], title), body, refresh), status);

    /// <summary>The hidden field that proves that a form is ours: the first of every form that posts.</summary>
    public static Html Proof(HttpContext context) =>
        Html.Of($"<input type=\"hidden\" name=\"{FormProof.Field}\" value=\"{FormProof.TokenFor(context)}\">");

    private static Html Banner(HttpContext context, IReadOnlyList<(string Address, string Words)> above, string title)
    {
        if (context.User.Identity is not { IsAuthenticated: true })
            return Html.Of($"<header><p class=\"name\">IpdEngine ingest</p></header>");
        var caller = Caller.Of(context.User);
        var here = context.Request.Path.Value;
        return Html.Of(
            $"""
            <header>
            <p class="name"><a href="/">IpdEngine ingest</a></p>
            <nav aria-label="Main"><ul>{Html.Each(
                s_places.Where(place => (place.Roles & caller.Roles) != Roles.None),
                place => Html.Of($"<li><a href=\"{place.Address}\"{(place.Address == here ? Html.Of($" aria-current=\"page\"") : Html.None)}>{place.Words}</a></li>"))}</ul></nav>
            <form class="who" method="post" action="/sign-out">{Proof(context)}<span>{caller.Name} <small>({string.Join(", ", RoleNames.Of(caller.Roles))})</small></span> <button class="quiet">Sign out</button></form>
            </header>
            {Html.When(above.Count > 0, () => Html.Of(
                $"<nav class=\"crumbs\" aria-label=\"You are here\"><ol>{Html.Each(above, page => Html.Of($"<li><a href=\"{page.Address}\">{page.Words}</a></li>"))}<li aria-current=\"page\">{title}</li></ol></nav>"))}
            """);
    }
}
