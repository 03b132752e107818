using System.Text;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Drafting;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Inbox;
using IpdEngine.Worker.Looking;

namespace IpdEngine.Worker.Api;

/// <summary>A look at a raw upload before it is stored: its columns, a drafted description, a preview. Nothing is kept.</summary>
internal static class LookRoutes
{
    private const int MostParticipants = 10;

    private static readonly Problem s_unknown = Problem.NotFound("upload whose raw file is still there", "take the id from GET /api/uploads; once its raw file is deleted, upload it again");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/uploads/{id}/columns", ColumnsAsync).RequireAuthorization(Policies.HandIn);
        routes.MapGet("/api/uploads/{id}/draft", DraftAsync).RequireAuthorization(Policies.HandIn);
        routes.MapPost("/api/uploads/{id}/preview", (Delegate)PreviewAsync).RequireAuthorization(Policies.HandIn);
    }

    private static async Task<IResult> ColumnsAsync(string id, Desk desk, CancellationToken cancel)
    {
        if (desk.Find(id) is not { } upload)
            return s_unknown;
        var survey = await desk.SurveyAsync(upload, cancel);
        return Results.Ok(new
        {
            survey.Format,
            survey.Sheets,
            settings = survey.Settings.DistinctBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Value),
            tables = survey.Tables.Select(table => new { table.Sheet, table.Rows, table.IsWhole, columns = table.Columns.Select(Row) }),
            survey.Findings,
        });
    }

    private static async Task<IResult> DraftAsync(string id, Desk desk, CancellationToken cancel)
    {
        if (desk.Find(id) is not { } upload)
            return s_unknown;
        var draft = await desk.DraftAsync(upload, cancel);
        return Results.Ok(new
        {
            draft.Text,
            guesses = draft.Drafted?.Guesses.Select(guess => new { guess.Key, value = YamlText.Flow(guess.Value), guess.Certainty, guess.Why }),
            draft.Drafted?.Hints,
            draft.Findings,
        });
    }

    /// <summary>The body is a description; an empty one stands for that of the upload.</summary>
    private static async Task<IResult> PreviewAsync(HttpContext context, string id, Desk desk)
    {
        if (desk.Find(id) is not { } upload)
            return s_unknown;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > IncomingUpload.MaximumDescription)
            throw new UploadTooLargeException("a description", IncomingUpload.MaximumDescription);
        var text = body.Length > 0 ? Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF') : WorkingDescription.Of(upload)?.Text;
        if (text is null)
            return Problem.BadRequest("no-description", "neither a body nor a description of the upload", "a study description as body", "send the YAML; GET /api/uploads/ID/draft drafts one");
        var preview = await desk.PreviewAsync(upload, StudyFile.Parse("description.yaml", text), context.RequestAborted);
        return Results.Ok(new
        {
            refused = preview.Panel is null,
            preview.Facts?.Study,
            wholeFile = preview.IsWhole,
            participants = preview.Panel?.Participants.Count,
            sessions = preview.Panel?.Sessions.Count,
            measures = preview.Measures.Select(Row),
            first = preview.Panel is { } panel ? Enumerable.Range(0, Math.Min(MostParticipants, panel.Participants.Count)).Select(person => Row(panel, person)) : null,
            preview.Findings,
        });
    }

    private static object Row(SurveyedColumn column) => new
    {
        column.Name,
        column.Label,
        type = column.Kind,
        low = Finite(column.Low),
        high = Finite(column.High),
        distinct = column.Withheld is null ? column.Distinct : (int?)null,
        valueLabels = column.ValueLabels.Select(label => new { value = label.Key, label = label.Value }),
        column.Missing,
        column.Rows,
        column.Filled,
        column.Withheld,
    };

    private static object Row(MeasureSummary measure) => new
    {
        measure.Name,
        measure.Instrument,
        measure.Low,
        measure.High,
        higherIs = measure.HigherIsBetter ? "better" : "worse",
        reflected = measure.IsReflected,
        scores = measure.Count,
        measure.Missing,
        mean = Finite(measure.Mean),
        sd = Finite(measure.Sd),
        minimum = Finite(measure.Minimum),
        maximum = Finite(measure.Maximum),
        atFloor = Finite(measure.AtFloor),
        atCeiling = Finite(measure.AtCeiling),
        measure.Bins,
    };

    private static object Row(Panel.StudyPanel panel, int person)
    {
        var (from, count) = panel.Sessions.RowsOf(person);
        return new
        {
            participant = panel.Participants.Id(person),
            sessions = Enumerable.Range(from, count).Select(row => new
            {
                session = panel.Sessions.Session[row],
                day = panel.Sessions.Day[row] == Panel.SessionTable.UnknownDay ? null : (int?)panel.Sessions.Day[row],
                alliance = Finite(panel.Sessions.Alliance[row]),
                symptom = Finite(panel.Sessions.Symptom[row]),
            }).ToList(),
        };
    }

    // JSON has no NaN: what is not known is null.
    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
