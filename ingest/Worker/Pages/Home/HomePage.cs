using IpdEngine.Catalog;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Api;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Home;

/// <summary>Where everybody begins: hand in a dataset, uploads with their state, studies with their newest version.</summary>
internal static class HomePage
{
    private const int MostUploads = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/uploads", (Delegate)UploadAsync).RequireAuthorization(Policies.HandIn).WithMetadata(new FormProof.Proof(Streamed: true));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, UploadLedger ledger, PanelStore store, string? before)
    {
        var caller = Caller.Of(context.User);
        var sees = (caller.Roles & Policies.Every[Policies.SeeUploads]) != Roles.None;
        var uploads = sees ? await ledger.ListAsync(MostUploads + 1, before, context.RequestAborted) : [];
        return Frame.Page(context, "Datasets", Html.Of(
            $"""
            {Html.When(caller.Roles.HasFlag(Roles.DataManager), () => UploadForm(context))}
            {Html.When(sees, () => Uploads(uploads, caller))}
            {Studies(store.List())}
            """));
    }

    private static async Task<IResult> UploadAsync(HttpContext context)
    {
        var (upload, problem) = await UploadRoutes.TakeAsync(context);
        return upload is null ? problem! : Results.LocalRedirect($"/uploads/{upload.Receipt.Id}");
    }

    private static Html UploadForm(HttpContext context) => Html.Of(
        $"""
        <form class="upload" method="post" action="/uploads" enctype="multipart/form-data">
        {Frame.Proof(context)}
        <fieldset>
        <legend>Hand in a dataset</legend>
        <div class="fields">
        <p class="field"><label for="data">Data file</label><input type="file" id="data" name="{Api.UploadForm.DataField}" required aria-describedby="data-hint">
        <span class="hint" id="data-hint">SPSS (.sav, .zsav), Stata (.dta), Excel (.xlsx), delimited text (.csv, .tsv) or Parquet.</span></p>
        <p class="field"><label for="description">Study description (optional)</label><input type="file" id="description" name="{Api.UploadForm.DescriptionField}" accept=".yaml,.yml,text/yaml" aria-describedby="description-hint">
        <span class="hint" id="description-hint">A YAML file, where you have one. Without it the worker drafts one from the file, and you correct the draft in a form.</span></p>
        </div>
        <p class="actions"><button>Upload</button></p>
        <p class="hint">An upload that was acknowledged is safe. Raw files can be read by data managers alone and are deleted after a time; what is stored has pseudonyms in place of identifiers.</p>
        </fieldset>
        </form>
        """);

    private static Html Uploads(IReadOnlyList<Upload> rows, Caller caller)
    {
        if (rows.Count == 0)
            return Html.Of($"<h2>Uploads</h2><p>None yet.</p>");
        var shown = rows.Take(MostUploads).ToList();
        return Html.Of(
            $"""
            <h2>Uploads</h2>
            {Region.Table("Uploads, newest first", ["Upload", "State", "Study", "Findings", "Received (UTC)", "By"], Html.Each(shown, row => Row(row, caller)))}
            {Html.When(rows.Count > shown.Count, () => Html.Of($"<p><a href=\"/?before={shown[^1].Id}\">Older uploads</a></p>"))}
            """);
    }

    private static Html Row(Upload row, Caller caller) => Html.Of(
        $"""
        <tr><th scope="row"><a href="/uploads/{row.Id}">{(caller.SeesRawValues ? row.FileName : $"Upload {row.Id[..12]}")}</a></th><td>{StateMark.Of(row.State)}</td>
        <td>{Html.When(row.Study, study => row.Version is { } version ? Html.Of($"<a href=\"/studies/{study}\">{study}</a>, version {version}") : Html.Of($"{study}"))}</td>
        <td>{Counts(row)}</td><td>{row.ReceivedAt:yyyy-MM-dd HH:mm}</td><td>{row.SubmittedBy}</td></tr>

        """);

    private static string Counts(Upload row) => string.Join(", ", new[]
    {
        (row.Errors, "error"), (row.Warnings, "warning"), (row.Notes, "note"),
    }.Where(each => each.Item1 > 0).Select(each => $"{each.Item1} {each.Item2}{(each.Item1 == 1 ? "" : "s")}"));

    private static Html Studies(IReadOnlyList<StudyManifest> studies) => studies.Count == 0
        ? Html.Of($"<h2>Studies</h2><p>None stored yet.</p>")
        : Html.Of(
            $"""
            <h2>Studies</h2>
            {Region.Table("Studies in the store", ["Study", Heading.Number("Version"), Heading.Number("Participants"), Heading.Number("Sessions"), "Alliance", "Symptoms", "Country", "Design"], Html.Each(studies, Row))}
            """);

    private static Html Row(StudyManifest study) => Html.Of(
        $"""
        <tr><th scope="row"><a href="/studies/{study.Facts.Study}">{study.Facts.Study}</a>{Html.When(study.Facts.Synthetic, () => Html.Of($" <span class=\"mark\">synthetic</span>"))}</th>
        <td class="number">{study.Version}</td><td class="number">{study.Participants}</td><td class="number">{study.Sessions}</td>
        <td>{study.Facts.Alliance.Instrument}</td><td>{study.Facts.Symptom.Instrument}</td><td>{study.Facts.Country}</td><td>{study.Facts.Design}</td></tr>

        """);
}
