using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Form;
using IpdEngine.Worker.Inbox;

namespace IpdEngine.Worker.Pages;

/// <summary>Addresses within an upload's pages.</summary>
internal static class Places
{
    public const string DescriptionFile = "description.yaml";

    public static string Upload(string id) => $"/uploads/{id}";

    public static string Describe(string id, string? field = null) => $"/uploads/{id}/describe{(field is null ? "" : $"#f-{field}")}";

    public static string Preview(string id) => $"/uploads/{id}/preview";

    /// <summary>Where a finding's place can be seen: the cell in its file, or the field of the form; null where it names none.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="upload">The upload, whose raw file is there.</param>
    /// <param name="form">The description as the form writes it; null where there is none.</param>
    public static string? Of(Finding finding, UploadFolder upload, FormText? form)
    {
        if (finding.File == upload.Receipt.Data.Name && finding.Row is { } row)
            return $"/uploads/{upload.Receipt.Id}/cell?row={row}{(finding.Sheet is { Length: > 0 } sheet ? $"&sheet={Uri.EscapeDataString(sheet)}" : "")}{(finding.Column is { Length: > 0 } column ? $"&column={Uri.EscapeDataString(column)}" : "")}";
        var isOfDescription = finding.File != upload.Receipt.Data.Name || finding.Code is "personal-data" || finding.Code.StartsWith("sheet-", StringComparison.Ordinal);
        return isOfDescription && form?.FieldOf(finding) is { } field ? Describe(upload.Receipt.Id, field) : null;
    }
}
