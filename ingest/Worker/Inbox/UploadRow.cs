using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Worker.Inbox;

/// <summary>The catalogue's row of an upload, made from its folder.</summary>
internal static class UploadRow
{
    public static Upload Of(UploadFolder upload, string root) => Of(upload, upload.Outcome(), root);

    /// <summary>With an outcome that was read before: the upload may move on between two looks.</summary>
    public static Upload Of(UploadFolder upload, Outcome? outcome, string root) =>
        new()
        {
            Id = upload.Receipt.Id,
            State = outcome?.State ?? (upload.Receipt.Description is null ? UploadState.AwaitingDescription : UploadState.Received),
            Study = outcome?.Study,
            Version = outcome?.Version,
            FileName = upload.Receipt.Data.Name,
            Size = upload.Receipt.Data.Size,
            Sha256 = upload.Receipt.Data.Sha256,
            DescriptionSha256 = upload.Receipt.Description?.Sha256,
            SubmittedBy = upload.Receipt.SubmittedBy,
            Door = upload.Receipt.Door,
            ReceivedAt = upload.Receipt.ReceivedAt,
            FinishedAt = outcome?.FinishedAt,
            FindingsPath = outcome is null ? null : Path.GetRelativePath(root, upload.OutcomePath),
            Errors = Count(outcome, Severity.Error),
            Warnings = Count(outcome, Severity.Warning),
            Notes = Count(outcome, Severity.Note),
            RawDeleted = upload.RawDeleted,
        };

    private static int Count(Outcome? outcome, Severity severity) => outcome?.Findings.Count(finding => finding.Severity == severity) ?? 0;
}
