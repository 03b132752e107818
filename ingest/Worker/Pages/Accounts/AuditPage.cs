using IpdEngine.Catalog;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Accounts;

/// <summary>The audit trail, for administrators.</summary>
internal static class AuditPage
{
    private const int MostEntries = 200;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/audit", ShowAsync).RequireAuthorization(Policies.Administer);

    private static async Task<IResult> ShowAsync(HttpContext context, AuditTrail audit, long from = 1)
    {
        var start = Math.Max(1, from);
        var entries = await audit.ReadAsync(start, MostEntries, context.RequestAborted);
        var broken = await audit.FirstBreakAsync(context.RequestAborted);
        return Frame.Page(context, "Audit trail", Html.Of(
            $"""
            <p>Who did what, and when. Entries are only ever added, each bound to the one before it.</p>
            {(broken is { } at
                ? Html.Of($"<section class=\"notice bad\" role=\"alert\"><h2>The trail is broken at entry {at}</h2><p>An entry was changed or removed outside this program: compare the catalogue with a backup.</p></section>")
                : Html.Of($"<p><span class=\"mark good\">whole</span> Every entry is what was written.</p>"))}
            {Region.Table($"Entries from number {start}", [Heading.Number("Number"), "When (UTC)", "Who", "What", "To what", "Particulars"], Html.Each(entries, entry => Html.Of(
                $"""
                <tr><th scope="row" class="number">{entry.Sequence}</th><td>{entry.At:yyyy-MM-dd HH:mm:ss}</td><td>{entry.Actor}</td><td>{entry.Action}</td><td>{entry.Subject}</td><td>{entry.Detail}</td></tr>

                """)))}
            <p class="actions">{Html.When(start > 1, () => Html.Of($"<a class=\"button second\" href=\"/audit?from={Math.Max(1, start - MostEntries)}\">Earlier entries</a> "))}{Html.When(entries.Count == MostEntries, () => Html.Of($"<a class=\"button second\" href=\"/audit?from={start + MostEntries}\">Later entries</a>"))}</p>
            """));
    }
}
