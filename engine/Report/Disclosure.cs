using IpdEngine.Stage1;
using IpdEngine.TwoStage;

namespace IpdEngine.Report;

/// <summary>
/// Disclosure control: a study, a fit or a cell of 1 to 4 participants is never shown. Totals leave suppressed studies out, so that no
/// difference of two totals gives them back.
/// </summary>
internal sealed class Disclosure
{
    /// <summary>The smallest number of participants that may be shown.</summary>
    public const int Threshold = 5;

    /// <summary>What stands in place of a small cell.</summary>
    public const string SmallCell = "< 5";

    /// <summary>The reason given for a suppressed study.</summary>
    public const string Reason = "suppressed: fewer than 5 participants";

    private readonly HashSet<string> suppressed;

    /// <summary>Looks for the studies that are too small to be shown.</summary>
    public Disclosure(RunResult result) =>
        suppressed = [.. result.Studies.Where(study => IsSmall(study.Participants)).Select(study => study.Facts.Study)];

    /// <summary>True where nothing of a study may be shown but its name.</summary>
    public bool Hides(string study) => suppressed.Contains(study);

    /// <summary>True where nothing of a fit may be shown.</summary>
    public bool Hides(StudyEstimate estimate) => Hides(estimate.Study) || IsSmall(estimate.Participants);

    /// <summary>A count for a file: null where it is too small to be shown.</summary>
    public static int? Cell(int count) => IsSmall(count) ? null : count;

    /// <summary>A count for a reader.</summary>
    public static string Text(int count) => IsSmall(count) ? SmallCell : Numbers.Count(count);

    private static bool IsSmall(int count) => count is > 0 and < Threshold;
}
