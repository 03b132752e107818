using IpdEngine.Catalog;
using IpdEngine.Catalog.Model;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Api;

namespace IpdEngine.Worker.Pages;

/// <summary>The data managers' page. Every page is mapped here; what it needs stands in <see cref="Api"/>'s rooms and below.</summary>
internal static class PageRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        SignInRoutes.Map(routes);
        routes.MapGet("/", HomeAsync).RequireAuthorization(Policies.SignedIn);
        routes.MapPost("/uploads", (Delegate)UploadAsync).RequireAuthorization(Policies.HandIn).WithMetadata(new FormProof.Proof(Streamed: true));
    }

    private static async Task<IResult> HomeAsync(HttpContext context, UploadLedger uploads, PanelStore store)
    {
        var caller = Caller.Of(context.User);
        var rows = caller.Roles.HasFlag(Roles.DataManager) ? await uploads.ListAsync(50, null, context.RequestAborted) : [];
        return Html.Page("Datasets", 200,
            $"""
            <p>Signed in as {Html.Text(caller.Name)} ({string.Join(", ", RoleNames.Of(caller.Roles))}).</p>
            {(caller.Roles.HasFlag(Roles.DataManager) ? UploadForm(FormProof.TokenFor(context)) : "")}
            <h2>Studies</h2>
            <ul>{string.Concat(store.List().Select(study => $"<li>{Html.Text(study.Facts.Study)}: version {study.Version}, {study.Participants} participants, {study.Sessions} sessions</li>"))}</ul>
            <h2>Uploads</h2>
            <ul>{string.Concat(rows.Select(row => $"<li>{Html.Text(row.FileName)}: {row.State} {Html.Text(row.Study)}</li>"))}</ul>
            """);
    }

    private static async Task<IResult> UploadAsync(HttpContext context)
    {
        var (upload, problem) = await UploadRoutes.TakeAsync(context);
        return upload is null ? problem! : Results.LocalRedirect("/");
    }

    private static string UploadForm(string proof) =>
        $"""
        <h2>Hand in a dataset</h2>
        <form method="post" action="/uploads" enctype="multipart/form-data">
        <input type="hidden" name="{FormProof.Field}" value="{Html.Text(proof)}">
        <p><label>Data file <input type="file" name="{Api.UploadForm.DataField}" required></label></p>
        <p><label>Study description (YAML) <input type="file" name="{Api.UploadForm.DescriptionField}"></label></p>
        <p><button>Upload</button></p>
        </form>
        """;
}
