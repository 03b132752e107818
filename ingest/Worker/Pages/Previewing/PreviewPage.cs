using System.Text;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Pages.Uploads;

namespace IpdEngine.Worker.Pages.Previewing;

/// <summary>What would be stored, before it is; and the button that stores it.</summary>
internal static class PreviewPage
{
    private static readonly Problem s_changed = new(409, "description-changed", "a description that has been changed since this preview was shown", "the one that you looked at",
        "look at the preview again, then store");

    private static readonly Problem s_settled = new(409, "not-describable", "an upload that has its outcome already, or is being ingested", "one that awaits its description, or stands in quarantine",
        "look at the upload's page; to change a stored study, upload the file again with the new description");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uploads/{id}/preview", ShowAsync).RequireAuthorization(Policies.HandIn);
        routes.MapPost("/uploads/{id}/store", (Delegate)StoreAsync).RequireAuthorization(Policies.HandIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id, Desk desk)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        if (WorkingDescription.Of(upload) is not { } working)
            return Results.LocalRedirect(Places.Describe(id));
        var preview = await desk.PreviewAsync(upload, StudyFile.Parse(Places.DescriptionFile, working.Text), context.RequestAborted);
        var form = StrictYaml.Read(working.Text, new FindingLog(null)) is { } root ? FormText.Of(FormReading.Of(root), upload.Receipt.Data.Name) : null;
        var name = upload.Receipt.Data.Name;
        return Frame.Page(context, preview.Facts is { } facts ? $"Preview of {facts.Study}" : "Preview", Html.Of(
            $"""
            {Steps.Of(2)}
            {Verdict(context, upload, preview, working)}
            {Html.When(preview.Panel, panel => PreviewTables.Of(preview, panel))}
            <h2 id="findings">Findings</h2>
            {FindingTables.Of(preview.Findings, name, finding => Places.Of(finding, upload, form is { } read && read.Text == working.Text ? read : null) ?? Fallback(finding, id, name))}
            <details><summary>The description, as YAML</summary><pre>{working.Text}</pre></details>
            """), above: [("/", "Datasets"), (Places.Upload(id), name)]);
    }

    // A description that was written by hand has lines of its own: its findings lead to its text.
    private static string? Fallback(Finding finding, string id, string data) => finding.File == data ? null : $"{Places.Describe(id)}/yaml";

    private static Html Verdict(HttpContext context, UploadFolder upload, Preview preview, WorkingDescription working)
    {
        var id = upload.Receipt.Id;
        if (preview.Panel is not { } panel)
            return Html.Of(
                $"""
                <section class="notice bad" role="status"><h2>It would be refused</h2>
                <p>{FindingTables.Summary(preview.Findings)} Each error says below what to do; nothing has been stored.</p>
                <p class="actions"><a class="button" href="{Places.Describe(id)}">Correct the description</a> <a class="button second" href="/">Upload a corrected file</a></p></section>
                """);
        return Html.Of(
            $"""
            <section class="notice good" role="status"><h2>It can be stored</h2>
            <p>{Facts.Count(panel.Participants.Count, "participant")}, {Facts.Count(panel.Sessions.Count, "session")}{(preview.IsWhole ? "" : " in the upper part of the file, which alone was read for this preview")}. {FindingTables.Summary(preview.Findings)} Check below that the scores and their direction are what you expect.</p>
            <form method="post" action="{Places.Upload(id)}/store">
            {Frame.Proof(context)}
            <input type="hidden" name="mark" value="{working.Mark}">
            <p class="actions"><button>Store this study</button> <a class="button second" href="{Places.Describe(id)}">Correct the description</a></p>
            </form></section>
            """);
    }

    private static async Task<IResult> StoreAsync(HttpContext context, string id, Desk desk, Describing describing, CatalogueMirror mirror)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var sent = await PostedForm.ReadAsync(context);
        if (WorkingDescription.Of(upload) is not { } working || sent["mark"] != working.Mark)
            return s_changed;
        if (describing.Describe(id, Encoding.UTF8.GetBytes(working.Text)) is not { } described)
            return s_settled;
        await mirror.TryPutAsync(described, Caller.Of(context.User).Name, CancellationToken.None);
        return Results.LocalRedirect(Places.Upload(id));
    }
}
