using IpdEngine.Intake.Findings;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Intake;

/// <summary>What came of a study on its way through ingest.</summary>
/// <param name="Study">The study's code, or the description's file name where it could not be read.</param>
/// <param name="Findings">Everything that was wrong, gravest first.</param>
/// <param name="Panel">The study; null where it is refused.</param>
public sealed record IngestOutcome(string Study, IReadOnlyList<Finding> Findings, StudyPanel? Panel)
{
    /// <summary>What its description says of the study; null where the description could not be read.</summary>
    public StudyFacts? Facts { get; init; }

    /// <summary>What is kept of the items of scales that were read item by item.</summary>
    public IReadOnlyList<ScaleItems> Items { get; init; } = [];

    /// <summary>The version in the store; null where the study was only checked, or is refused.</summary>
    public StudyManifest? Stored { get; init; }

    /// <summary>True where this upload made the version; false where the store had it.</summary>
    public bool IsNew { get; init; }

    /// <summary>True where the study is refused: at least one finding is an error.</summary>
    public bool IsRefused => Panel is null;
}
