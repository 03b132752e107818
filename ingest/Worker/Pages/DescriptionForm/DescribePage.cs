using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Pages.Uploads;

namespace IpdEngine.Worker.Pages.DescriptionForm;

/// <summary>The description of an upload as a form: drafted, corrected, checked.</summary>
internal static class DescribePage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uploads/{id}/describe", ShowAsync).RequireAuthorization(Policies.HandIn);
        routes.MapPost("/uploads/{id}/describe", (Delegate)SaveAsync).RequireAuthorization(Policies.HandIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id, Desk desk, string? from)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var draft = await desk.DraftAsync(upload, context.RequestAborted);
        var text = (from == "draft" ? null : WorkingDescription.Of(upload)?.Text) ?? draft.Text;
        if (text is null)
            // A file that cannot be read has nothing to describe: its findings say so.
            return Results.LocalRedirect(Places.Upload(id));
        if (StrictYaml.Read(text, new FindingLog(Places.DescriptionFile)) is not { } root)
            return Results.LocalRedirect($"{Places.Describe(id)}/yaml");
        var form = FormText.Of(FormReading.Of(root), upload.Receipt.Data.Name);
        // A draft is not told off: what it leaves open is marked as such.
        var findings = WorkingDescription.Of(upload) is null || from == "draft" ? [] : await desk.FaultsAsync(upload, StudyFile.Parse(Places.DescriptionFile, form.Text), context.RequestAborted);
        return await PageAsync(context, upload, desk, new ShownForm(form, findings, draft.Drafted), 200);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string id, Desk desk)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var sent = await PostedForm.ReadAsync(context);
        var form = FormText.Of(FormValues.Of(sent), upload.Receipt.Data.Name);
        var isWanted = sent["action"] != "yaml";
        var findings = isWanted ? await desk.FaultsAsync(upload, StudyFile.Parse(Places.DescriptionFile, form.Text), context.RequestAborted) : [];
        if (findings.Count > 0 || form.Text.Length > IncomingUpload.MaximumDescription)
            return await PageAsync(context, upload, desk, new ShownForm(form, findings, (await desk.DraftAsync(upload, context.RequestAborted)).Drafted), 422);
        new WorkingDescription(form.Text).Save(upload);
        return Results.LocalRedirect(isWanted ? Places.Preview(id) : $"{Places.Describe(id)}/yaml");
    }

    private static async Task<IResult> PageAsync(HttpContext context, UploadFolder upload, Desk desk, ShownForm form, int status)
    {
        var id = upload.Receipt.Id;
        var survey = await desk.SurveyAsync(upload, context.RequestAborted);
        return Frame.Page(context, "Describe the study", Html.Of(
            $"""
            {Steps.Of(1)}
            <p>What the columns of <strong>{upload.Receipt.Data.Name}</strong> mean. A field that was guessed says how sure the guess is; nothing is stored before you have seen the preview.</p>
            {form.Summary()}
            <details><summary>Columns found in the file</summary>{FileTables.Of(survey)}</details>
            <form method="post" action="{Places.Describe(id)}">
            {Frame.Proof(context)}
            {FormSections.Suggestions(survey.Tables.SelectMany(table => table.Columns).Select(column => column.Name).Distinct(StringComparer.Ordinal), survey.Sheets)}
            {FormSections.Study(form)}
            {FormSections.Reading(form)}
            {FormSections.Who(form)}
            {FormSections.Measure(form, "alliance", "Alliance")}
            {FormSections.Measure(form, "symptom", "Symptoms")}
            {FormSections.Severity(form)}
            {FormSections.Persons(form)}
            {PublishedSection.Of(form)}
            {FormSections.Everything(form)}
            <p class="actions"><button name="action" value="preview">Check and preview</button> <button class="second" name="action" value="yaml">Show it as YAML</button> <a href="{Places.Upload(id)}">Back to the upload</a></p>
            </form>
            <p class="hint"><a href="{Places.Describe(id)}?from=draft">Begin again from the draft</a></p>
            """), status, [("/", "Datasets"), (Places.Upload(id), upload.Receipt.Data.Name)]);
    }
}
