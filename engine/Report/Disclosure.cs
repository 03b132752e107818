using System.Text.RegularExpressions;
using IpdEngine.Stage1;
using IpdEngine.TwoStage;

namespace IpdEngine.Report;

/// <summary>
/// Disclosure control: a study, a fit or a cell of 1 to 4 participants is never shown. Totals leave suppressed studies out, so that no
/// difference of two totals gives them back.
/// </summary>
internal sealed partial class Disclosure
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

    /// <summary>The run with every sentence of it free of small counts: those that reasons carry, and all that is said of a suppressed study.</summary>
    public RunResult Masked(RunResult result) => result with
    {
        Studies = [.. result.Studies.Select(study => study with { Refusal = study.Refusal is null ? null : Sentence(study.Facts.Study, study.Refusal) })],
        Estimates = [.. result.Estimates.Select(Masked)],
        Pools = [.. result.Pools.Select(pool => pool with { Members = Masked(pool.Members), Refusal = pool.Refusal is null ? null : Counts(pool.Refusal) })],
        Multivariate = [.. result.Multivariate.Select(pool => pool with { Members = Masked(pool.Members) })],
    };

    private StudyEstimate Masked(StudyEstimate fit) => fit with
    {
        Status = fit.Status with { Reason = Sentence(fit.Study, fit.Status.Reason) },
        Sensitivity = [.. fit.Sensitivity.Select(Masked)],
    };

    private List<Membership> Masked(IReadOnlyList<Membership> members) =>
        [.. members.Select(member => member.Included ? member : member with { Reason = Sentence(member.Study, member.Reason) })];

    private string Sentence(string study, string text) => Hides(study) ? Reason : Counts(text);

    private static string Counts(string text) => SmallCount().Replace(text, "fewer than 5 $1");

    [GeneratedRegex(@"(?<![\d.,])[1-4] (participants?|persons?|patients?|therapists?)\b")]
    private static partial Regex SmallCount();

    private static bool IsSmall(int count) => count is > 0 and < Threshold;
}
