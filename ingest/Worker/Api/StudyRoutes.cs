using IpdEngine.Catalog;
using IpdEngine.Panel.Store;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Answers;
using IpdEngine.Worker.Draining;
using IpdEngine.Worker.Versions;

namespace IpdEngine.Worker.Api;

/// <summary>Studies and their versions; withdrawal.</summary>
internal static class StudyRoutes
{
    private static readonly Problem s_unknown = Problem.NotFound("study or version", "take it from the list at GET /api/studies");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/studies", List).RequireAuthorization(Policies.SeeStudies);
        routes.MapGet("/api/studies/{study}/versions", VersionsAsync).RequireAuthorization(Policies.SeeStudies);
        routes.MapGet("/api/studies/{study}/changes", Changes).RequireAuthorization(Policies.SeeStudies);
        routes.MapPost("/api/studies/{study}/withdraw", WithdrawAsync).RequireAuthorization(Policies.HandIn);
    }

    private static IResult List(PanelStore store) => Results.Ok(store.List().Select(manifest => new
    {
        manifest.Facts.Study,
        manifest.Version,
        manifest.Facts.Country,
        manifest.Facts.Design,
        manifest.Facts.Synthetic,
        manifest.Participants,
        manifest.Sessions,
        Alliance = manifest.Facts.Alliance.Instrument,
        Symptom = manifest.Facts.Symptom.Instrument,
        manifest.ContentHash,
    }));

    private static async Task<IResult> VersionsAsync(string study, PanelStore store, VersionIndex index, CancellationToken cancel)
    {
        var history = store.History(study);
        if (history.Count == 0)
            return s_unknown;
        var rows = (await index.ListAsync(study, cancel)).ToDictionary(row => row.Version);
        return Results.Ok(history.Select(manifest => new
        {
            manifest.Version,
            manifest.Revision,
            manifest.Participants,
            manifest.Sessions,
            manifest.ContentHash,
            manifest.Identity,
            Upload = rows.GetValueOrDefault(manifest.Version)?.UploadId,
            rows.GetValueOrDefault(manifest.Version)?.SeenAt,
        }));
    }

    private static IResult Changes(string study, int from, int to, PanelStore store)
    {
        var versions = store.History(study).Select(manifest => manifest.Version).ToHashSet();
        return versions.Contains(from) && versions.Contains(to) ? Results.Ok(VersionChanges.Between(store, study, from, to)) : s_unknown;
    }

    private static async Task<IResult> WithdrawAsync(
        string study, Withdrawn request, HttpContext context, PanelStore store, Retention retention, CatalogueMirror mirror, AuditTrail audit)
    {
        var actor = Caller.Of(context.User).Name;
        if (request.Confirm != study)
            return Problem.BadRequest("not-confirmed", "a withdrawal without the study's code in 'confirm'", $"\"confirm\": \"{study}\"",
                "withdrawal cannot be undone: say it twice");
        var withdrawal = await EraseAsync(study, request.Participant, actor, store, retention, mirror, audit);
        return Results.Ok(new { study, versions = withdrawal.Versions, runs = withdrawal.Runs });
    }

    /// <summary>Erases a study, or one participant of it, from store, raw files and catalogue.</summary>
    /// <exception cref="ArgumentException">The store has no such study or participant.</exception>
    public static async Task<Withdrawal> EraseAsync(
        string study, string? participant, string actor, PanelStore store, Retention retention, CatalogueMirror mirror, AuditTrail audit)
    {
        await audit.AppendAsync(actor, "withdrawal-asked", study, participant is null ? "whole study" : "one participant", CancellationToken.None);
        var withdrawal = store.Withdraw(study, participant);
        await retention.EraseStudyAsync(study, actor, CancellationToken.None);
        await mirror.RebuildVersionsAsync(CancellationToken.None);
        await audit.AppendAsync(actor, "withdrawn", study, $"{withdrawal.Versions.Count} versions", CancellationToken.None);
        return withdrawal;
    }

    /// <summary>A request to withdraw.</summary>
    /// <param name="Participant">Pseudonym of one participant; null: the whole study.</param>
    /// <param name="Confirm">The study's code once more.</param>
    internal sealed record Withdrawn(string? Participant, string? Confirm);
}
