using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Pages.Uploads;

namespace IpdEngine.Worker.Pages.DescriptionForm;

/// <summary>The description of an upload as one text.</summary>
internal static class YamlPage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/uploads/{id}/describe/yaml", ShowAsync).RequireAuthorization(Policies.HandIn);
        routes.MapPost("/uploads/{id}/describe/yaml", (Delegate)SaveAsync).RequireAuthorization(Policies.HandIn);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, string id, Desk desk)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var working = WorkingDescription.Of(upload);
        var text = working?.Text ?? (await desk.DraftAsync(upload, context.RequestAborted)).Text;
        return text is null ? Results.LocalRedirect(Places.Upload(id)) : Page(context, upload, text, working is null ? [] : StudyFile.Parse(Places.DescriptionFile, text).Findings, 200);
    }

    private static async Task<IResult> SaveAsync(HttpContext context, string id, Desk desk)
    {
        if (desk.Find(id) is not { } upload)
            return UploadPage.Unknown;
        var sent = await PostedForm.ReadAsync(context);
        var text = sent["text"].ToString().ReplaceLineEndings("\n");
        if (text.Length > IncomingUpload.MaximumDescription)
            throw new UploadTooLargeException("a description", IncomingUpload.MaximumDescription);
        var findings = StudyFile.Parse(Places.DescriptionFile, text).Findings;
        var toForm = sent["action"] == "form";
        // The form can show whatever can be read; a preview needs a description without errors.
        if (toForm ? StrictYaml.Read(text, new FindingLog(null)) is null : findings.Any(finding => finding.Severity == Severity.Error))
            return Page(context, upload, text, findings, 422);
        new WorkingDescription(text).Save(upload);
        return Results.LocalRedirect(toForm ? Places.Describe(id) : Places.Preview(id));
    }

    private static IResult Page(HttpContext context, UploadFolder upload, string text, IReadOnlyList<Finding> findings, int status)
    {
        var id = upload.Receipt.Id;
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        var field = new Field("text", "Description as YAML", text)
        {
            IsWide = true,
            Hint = "All keys are known to the schema of study descriptions; an unknown one is told with its nearest match. Comments stay while you keep to this page: the form does not know them.",
            Errors = [.. errors.Select(finding => Html.Of($"Line {finding.Row ?? 1}: found {finding.Found}; expected {finding.Expected}. <span>{finding.Remedy}.</span> "))],
        };
        return Frame.Page(context, "Describe the study as YAML", Html.Of(
            $"""
            {Steps.Of(1)}
            {Html.When(errors.Count > 0, () => Html.Of(
                $"""
                <div class="notice bad" role="alert" id="errors" tabindex="-1" autofocus><h2>{Facts.Count(errors.Count, "thing")} to correct</h2>
                <ul>{Html.Each(errors, finding => Html.Of($"<li><a href=\"#f-text\">Line {finding.Row ?? 1}: found {finding.Found}; expected {finding.Expected}.</a> {finding.Remedy}.</li>"))}</ul></div>
                """))}
            <form method="post" action="{Places.Describe(id)}/yaml">
            {Frame.Proof(context)}
            {field.Area(Math.Clamp(text.Count(c => c == '\n') + 4, 16, 60))}
            <p class="actions"><button name="action" value="preview">Check and preview</button> <button class="second" name="action" value="form">Back to the form</button></p>
            </form>
            <p class="hint"><a href="{Places.Describe(id)}?from=draft">Begin again from the draft</a></p>
            """), status, [("/", "Datasets"), (Places.Upload(id), upload.Receipt.Data.Name)]);
    }
}
