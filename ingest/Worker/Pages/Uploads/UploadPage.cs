using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Drafting;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages.Uploads;

/// <summary>One upload: how far it has come, what was found, what its file holds, what to do next.</summary>
internal static class UploadPage
{
    private const int RefreshSeconds = 2;

    /// <summary>The answer where there is no such upload.</summary>
    public static readonly Problem Unknown = Problem.NotFound("upload", "take it from the list of uploads");

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/uploads/{id}", ShowAsync).RequireAuthorization(Policies.SeeUploads);

    private static async Task<IResult> ShowAsync(HttpContext context, string id, WorkerFolders folders, Desk desk)
    {
        if (folders.Find(id) is not { } upload)
            return Unknown;
        var caller = Caller.Of(context.User);
        var outcome = upload.Outcome();
        var row = UploadRow.Of(upload, outcome, folders.Root);
        var survey = caller.SeesRawValues && !upload.RawDeleted && row.State != UploadState.Received ? await desk.SurveyAsync(upload, context.RequestAborted) : null;
        return Frame.Page(context, caller.SeesRawValues ? row.FileName : $"Upload {id[..12]}", Html.Of(
            $"""
            {Steps.Of(row.State switch { UploadState.AwaitingDescription or UploadState.Refused => 1, UploadState.Received => 3, _ => 4 })}
            {Next(row, caller, survey)}
            {Known(row, caller)}
            {Html.When(outcome, known => Html.Of($"<h2 id=\"findings\">Findings</h2>{Found(upload, known, caller)}"))}
            {Html.When(survey, FileTables.Of)}
            """), above: [("/", "Datasets")], refresh: row.State == UploadState.Received ? RefreshSeconds : null);
    }

    private static Html Next(Upload row, Caller caller, FileSurvey? survey)
    {
        var describes = caller.Roles.HasFlag(Roles.DataManager) && !row.RawDeleted;
        var study = row.Study;
        return row.State switch
        {
            UploadState.AwaitingDescription when survey is { Tables.Count: 0 } => Notice("bad", "It cannot be read", Html.Of(
                $"<p>The file is safe, but no table could be read from it: the findings below say why and what to do. Upload a corrected file; this one is deleted after a time.</p><p class=\"actions\"><a class=\"button\" href=\"/\">Upload a corrected file</a></p>")),
            UploadState.AwaitingDescription when describes => Notice("", "It waits for its description", Html.Of(
                $"<p>The file is safe. Nobody has said yet what its columns mean: a draft of that is made from the file, and you correct it.</p><p class=\"actions\"><a class=\"button\" href=\"{Places.Describe(row.Id)}\">Describe this study</a></p>")),
            UploadState.AwaitingDescription => Notice("", "It waits for its description", Html.Of($"<p>The file is safe. A data manager has to describe it.</p>")),
            UploadState.Received => Notice("", "It is being ingested", Html.Of(
                $"<p>Read, scored, checked and stored: a moment for most files, minutes for very large ones. This page asks again every {RefreshSeconds} seconds; <a href=\"{Places.Upload(row.Id)}\">ask now</a>.</p>")),
            UploadState.Stored => Notice("good", "Stored", Html.Of($"<p>It is version {row.Version ?? 0} of the study <a href=\"/studies/{study}\">{study}</a>.</p>")),
            UploadState.Unchanged => Notice("good", "Nothing changed", Html.Of(
                $"<p>The store has the very same file and description already, as version {row.Version ?? 0} of the study <a href=\"/studies/{study}\">{study}</a>.</p>")),
            _ when describes => Notice("bad", "In quarantine: it was not stored", Html.Of(
                $"""
                <p>The findings below say what was wrong. Where the description is at fault, correct it here; where the file is, correct the file in your program and upload it again.</p>
                <p class="actions"><a class="button" href="{Places.Describe(row.Id)}">Correct the description</a> <a class="button second" href="/">Upload a corrected file</a></p>
                """)),
            _ => Notice("bad", "In quarantine: it was not stored", Html.Of(
                $"<p>{(row.RawDeleted ? "Its raw file is deleted: it has to be uploaded again, together with its description." : "A data manager has to correct the description or the file.")}</p>")),
        };
    }

    private static Html Notice(string tone, string title, Html words) => Html.Of($"<section class=\"notice {tone}\" role=\"status\" aria-live=\"polite\"><h2>{title}</h2>{words}</section>\n");

    private static Html Known(Upload row, Caller caller) => Facts.Of(
        ("State", StateMark.Of(row.State)),
        ("Size", Html.Of($"{Facts.Size(row.Size)}")),
        ("Received", Html.Of($"{row.ReceivedAt:yyyy-MM-dd HH:mm} UTC")),
        ("By", Html.Of($"{row.SubmittedBy} ({(row.Door == "drop" ? "drop folder" : "upload")})")),
        ("Raw file", Html.Of($"{(row.RawDeleted ? "deleted" : caller.SeesRawValues ? "kept for a time" : "for data managers alone")}")),
        ("SHA-256", Html.Of($"<span class=\"code\">{row.Sha256[..16]}...</span>")));

    private static Html Found(UploadFolder upload, Outcome outcome, Caller caller)
    {
        if (!caller.SeesRawValues)
            return Html.Of($"<p>What was found is shown to data managers alone: it can quote the file. Here stand the rules and the counts.</p>{FindingTables.Of(outcome.Masked().Findings, null, _ => null)}");
        var form = upload.RawDeleted || WorkingDescription.Of(upload) is not { } working ? null : FormOf(upload, working);
        return FindingTables.Of(outcome.Findings, upload.Receipt.Data.Name, finding => upload.RawDeleted ? null : Places.Of(finding, upload, form));
    }

    private static FormText? FormOf(UploadFolder upload, WorkingDescription working) =>
        Intake.Description.StrictYaml.Read(working.Text, new FindingLog(null)) is { } root ? FormText.Of(FormReading.Of(root), upload.Receipt.Data.Name) : null;
}
