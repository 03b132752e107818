using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Access;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Api;

/// <summary>An upload as the API tells it.</summary>
internal sealed record UploadAnswer(
    string Id, UploadState State, string? Study, int? Version, string? FileName, long Size, string Sha256, string Door, string SubmittedBy,
    DateTimeOffset ReceivedAt, DateTimeOffset? FinishedAt, bool RawDeleted, int Errors, int Warnings, int Notes, IReadOnlyList<Finding>? Findings)
{
    /// <summary>For a caller: raw values and the sender's file name are for data managers alone.</summary>
    /// <param name="row">The upload.</param>
    /// <param name="outcome">Its outcome with the findings; null where it has none, or they are not asked for.</param>
    /// <param name="caller">Who asks.</param>
    public static UploadAnswer Of(Upload row, Outcome? outcome, Caller caller) => new(
        row.Id, row.State, row.Study, row.Version, caller.SeesRawValues ? row.FileName : null, row.Size, row.Sha256, row.Door, row.SubmittedBy,
        row.ReceivedAt, row.FinishedAt, row.RawDeleted, row.Errors, row.Warnings, row.Notes, (caller.SeesRawValues ? outcome : outcome?.Masked())?.Findings);
}
