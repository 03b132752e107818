using System.Text.Json.Serialization;
using IpdEngine.Catalog.Model;
using IpdEngine.Intake.Findings;

namespace IpdEngine.Worker.Inbox;

/// <summary>What came of an upload, as <c>outcome.json</c> in its folder says.</summary>
/// <param name="Order">The place in the queue that it is the outcome of: with another description there will be another.</param>
/// <param name="State">Stored, unchanged or refused.</param>
/// <param name="Study">The study's code; null where the description could not be read.</param>
/// <param name="Version">The version it became, or was already.</param>
/// <param name="FinishedAt">When.</param>
/// <param name="Findings">Everything that was wrong, gravest first.</param>
internal sealed record Outcome(
    string Order, UploadState State, string? Study, int? Version, DateTimeOffset FinishedAt, IReadOnlyList<Finding> Findings)
{
    /// <summary>Stands in place of what was found where the reader may not see raw values, or where their time is over.</summary>
    public const string Hidden = "(hidden)";

    /// <summary>True where it holds no raw value any more.</summary>
    [JsonIgnore]
    public bool IsMasked => Findings.All(finding => finding.Found == Hidden);

    /// <summary>The same without a raw value: rules, places and counts stay. Of a file without a header even the column names are values.</summary>
    public Outcome Masked() => this with
    {
        Findings = [.. Findings.Select(finding => finding with { Found = Hidden, Expected = Hidden, Remedy = Hidden, File = null, Sheet = null, Column = null })],
    };
}
