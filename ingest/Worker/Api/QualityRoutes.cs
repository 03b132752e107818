using IpdEngine.Intake.Quality.Files;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Quality;

namespace IpdEngine.Worker.Api;

/// <summary>The quality of a study version as JSON, and its files one by one. Small cells are masked for everybody but data managers.</summary>
internal static class QualityRoutes
{
    private static readonly Problem s_unknown = Problem.NotFound("study or version", "take it from the list at GET /api/studies");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/studies/{study}/versions/{version}/quality", Show).RequireAuthorization(Policies.SeeStudies);
        routes.MapGet("/api/studies/{study}/versions/{version}/quality/{file}", Download).RequireAuthorization(Policies.SeeStudies);
    }

    private static IResult Show(HttpContext context, string study, int version, QualityReports reports) =>
        reports.Of(study, version, Caller.Of(context.User)) is { } quality ? Results.Bytes(QualityJson.Of(quality), "application/json; charset=utf-8") : s_unknown;

    private static IResult Download(HttpContext context, string study, int version, string file, QualityReports reports)
    {
        if (reports.Of(study, version, Caller.Of(context.User)) is not { } quality)
            return s_unknown;
        foreach (var (name, bytes) in QualityFiles.Of(quality))
            if (name == file)
                return Results.File(bytes, Type(name), $"{quality.Study}_v{quality.Version}_{name}");
        return Problem.NotFound("file of the quality report", "take it from the report's page; jump_list.csv is for data managers alone");
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        _ => "text/csv; charset=utf-8",
    };
}
