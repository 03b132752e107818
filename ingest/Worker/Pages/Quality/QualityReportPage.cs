using IpdEngine.Intake.Quality.Files;
using IpdEngine.Intake.Quality.Page;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Markup;
using IpdEngine.Worker.Quality;

namespace IpdEngine.Worker.Pages.Quality;

/// <summary>The quality of a study version, with its files to take along.</summary>
internal static class QualityReportPage
{
    private static readonly Problem s_unknown = Problem.NotFound("study or version", "take it from the list of studies; a withdrawn one is gone");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/studies/{study}/versions/{version}/quality", Show).RequireAuthorization(Policies.SeeStudies);

    private static IResult Show(HttpContext context, string study, int version, QualityReports reports)
    {
        if (reports.Of(study, version, Caller.Of(context.User)) is not { } quality)
            return s_unknown;
        return Frame.Page(context, $"Quality of {quality.Study}, version {quality.Version}", Html.Of(
            $"""
            {Html.Written(QualityPage.Body(quality))}
            <h2>Files</h2>
            <p>{(quality.IsMasked ? "With small cells masked, as on this page." : "As on this page, with every count: for data managers alone. Whoever else asks for them gets them masked.")}</p>
            <ul>{Html.Each(QualityFiles.Of(quality), file => Html.Of($"<li><a href=\"/api/studies/{quality.Study}/versions/{quality.Version}/quality/{file.Name}\" download>{file.Name}</a></li>"))}</ul>
            """), above: [("/", "Datasets"), ($"/studies/{quality.Study}", quality.Study)]);
    }
}
