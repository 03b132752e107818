using IpdEngine.Catalog;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Api;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Studies;

/// <summary>A study: what it is, its versions, what changed between them; and its withdrawal.</summary>
internal static class StudyPage
{
    private static readonly Problem s_unknown = Problem.NotFound("study", "take it from the list of studies; a withdrawn one is gone");

    private static readonly Problem s_unconfirmed = Problem.BadRequest("not-confirmed", "a withdrawal without the study's code", "the study's code, typed once more",
        "go back and type it: a withdrawal cannot be undone");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/studies/{study}", ShowAsync).RequireAuthorization(Policies.SeeStudies);
        routes.MapGet("/studies/{study}/changes", Changes).RequireAuthorization(Policies.SeeStudies);
        routes.MapPost("/studies/{study}/withdraw", (Delegate)WithdrawAsync).RequireAuthorization(Policies.HandIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string study, PanelStore store, VersionIndex index)
    {
        var history = History(store, study);
        if (history.Count == 0)
            return s_unknown;
        var caller = Caller.Of(context.User);
        var rows = (await index.ListAsync(study, context.RequestAborted)).ToDictionary(row => row.Version);
        var newest = history[^1];
        var sees = (caller.Roles & Policies.Every[Policies.SeeUploads]) != Roles.None;
        return Frame.Page(context, study, Html.Of(
            $"""
            {Html.When(newest.Facts.Synthetic, () => Html.Of($"<p><span class=\"mark warn\">synthetic</span> Every value of this study is simulated.</p>"))}
            {Known(newest)}
            <p class="actions"><a class="button" href="{Quality(study, newest.Version)}">Quality report of version {newest.Version}</a></p>
            <h2>Versions</h2>
            {Region.Table("Versions, newest first", [Heading.Number("Version"), Heading.Number("Participants"), Heading.Number("Sessions"), Heading.Number("Findings"), "Seen (UTC)", "Upload", "Quality", "Changes"],
                Html.Each(history.Reverse(), manifest => Row(manifest, history, rows.GetValueOrDefault(manifest.Version), sees)))}
            {Html.When(history.Count > 1, () => Html.Of($"<h2>What changed with version {newest.Version}</h2>{ChangeTables.Of(store, study, history[^2].Version, newest.Version)}"))}
            <h2>Its description</h2>
            <details><summary>The description of version {newest.Version}, as YAML</summary><pre>{newest.Source.Description}</pre></details>
            {Html.When(caller.Roles.HasFlag(Roles.DataManager), () => WithdrawForm(context, study))}
            """), above: [("/", "Datasets")]);
    }

    private static IResult Changes(HttpContext context, string study, int from, int to, PanelStore store)
    {
        var versions = History(store, study).Select(manifest => manifest.Version).ToHashSet();
        if (!versions.Contains(from) || !versions.Contains(to))
            return s_unknown;
        return Frame.Page(context, $"{study}: from version {from} to {to}", ChangeTables.Of(store, study, from, to), above: [("/", "Datasets"), ($"/studies/{study}", study)]);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext context, string study, PanelStore store, Retention retention, CatalogueMirror mirror, AuditTrail audit)
    {
        var sent = await PostedForm.ReadAsync(context);
        if (History(store, study).Count == 0)
            return s_unknown;
        if (sent["confirm"] != study)
            return s_unconfirmed;
        var withdrawal = await StudyRoutes.EraseAsync(study, sent["participant"].ToString().Trim() is { Length: > 0 } one ? one : null, Caller.Of(context.User).Name, store, retention, mirror, audit);
        return Frame.Page(context, "Withdrawn", Html.Of(
            $"""
            <section class="notice good" role="status"><h2>Erased</h2>
            <p>Versions {string.Join(", ", withdrawal.Versions)} of {study} hold it no longer. {(withdrawal.Runs.Count == 0 ? "No run had used it." : $"Runs that had used it: {string.Join(", ", withdrawal.Runs)}.")}</p></section>
            <p><a href="/">Back to the datasets</a></p>
            """), above: [("/", "Datasets")]);
    }

    private static IReadOnlyList<StudyManifest> History(PanelStore store, string study)
    {
        try
        {
            return store.History(study);
        }
        catch (ArgumentException)
        {
            // Not a code that a study can have.
            return [];
        }
    }

    private static Html Known(StudyManifest newest)
    {
        var facts = newest.Facts;
        return Facts.Of(
        [
            ("Newest version", Html.Of($"{newest.Version}")), ("Participants", Html.Of($"{newest.Participants}")), ("Sessions", Html.Of($"{newest.Sessions}")), ("Country", Html.Of($"{facts.Country}")),
            ("Design", Html.Of($"{facts.Design}")), ("Alliance", Measure(facts.Alliance)), ("Symptoms", Measure(facts.Symptom)),
            .. facts.Variables.Select(variable => (variable.Key, (Html?)Html.Of($"{variable.Value}"))),
        ]);
    }

    private static Html Measure(MeasureFacts measure) => Html.Of(
        $"{measure.Instrument} <small>{measure.Minimum} to {measure.Maximum}, rated by {measure.Rater switch { "P" => "patients", "T" => "therapists", _ => "observers" }}{(measure.Reflected ? ", turned round" : "")}</small>");

    private static Html Row(StudyManifest manifest, IReadOnlyList<StudyManifest> history, StudyVersion? row, bool seesUploads)
    {
        var study = manifest.Facts.Study;
        var before = history.LastOrDefault(other => other.Version < manifest.Version)?.Version;
        return Html.Of(
            $"""
            <tr><th scope="row" class="number">{manifest.Version}</th><td class="number">{manifest.Participants}</td><td class="number">{manifest.Sessions}</td><td class="number">{manifest.Source.Findings.Count}</td><td>{Html.When(row, known => Html.Of($"{known.SeenAt:yyyy-MM-dd HH:mm}"))}</td>
            <td>{Html.When(row?.UploadId, id => seesUploads ? Html.Of($"<a href=\"{Places.Upload(id)}\">upload {id[..12]}</a>") : Html.Of($"{id[..12]}"))}</td><td><a href="{Quality(study, manifest.Version)}">report of version {manifest.Version}</a></td>
            <td>{(before is { } from ? Html.Of($"<a href=\"/studies/{study}/changes?from={from}&amp;to={manifest.Version}\">against version {from}</a>") : Html.None)}</td></tr>

            """);
    }

    private static string Quality(string study, int version) => $"/studies/{study}/versions/{version}/quality";

    private static Html WithdrawForm(HttpContext context, string study)
    {
        var participant = new Field("participant", "Pseudonym of one participant", "") { Hint = "Empty: the whole study." };
        var confirm = new Field("confirm", "The study's code, once more", "") { Hint = $"Type {study}." };
        return Html.Of(
            $"""
            <details><summary>Withdraw this study, or one participant</summary>
            <form method="post" action="/studies/{study}/withdraw">
            {Frame.Proof(context)}
            <p>The data are erased from every version, and the raw files with them. This cannot be undone; a note of it stays, without the data.</p>
            <div class="fields">{participant.Line()}{confirm.Line()}</div>
            <p class="actions"><button class="danger">Erase for good</button></p>
            </form></details>
            """);
    }
}
