using IpdEngine.Intake.Findings;
using IpdEngine.Panel;

namespace IpdEngine.Intake;

/// <summary>What came of a study on its way through ingest.</summary>
/// <param name="Study">The study's code, or the description's file name where it could not be read.</param>
/// <param name="Findings">Everything that was wrong, gravest first.</param>
/// <param name="Panel">The study; null where it is refused.</param>
public sealed record IngestOutcome(string Study, IReadOnlyList<Finding> Findings, StudyPanel? Panel)
{
    /// <summary>True where the study is refused: at least one finding is an error.</summary>
    public bool IsRefused => Panel is null;
}
