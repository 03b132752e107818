using IpdEngine.Stage1;

namespace IpdEngine.Report;

/// <summary>The fits of one model to one study.</summary>
internal static class Ladder
{
    /// <summary>
    /// The fit itself and the sensitivity fits beside it. Where the free solution is admissible they are the free solution again, and are not
    /// shown twice.
    /// </summary>
    public static IEnumerable<StudyEstimate> Of(StudyEstimate fit) =>
        fit.Status.Code == FitStatusCode.Ok ? [fit] : fit.Sensitivity.Prepend(fit);
}
