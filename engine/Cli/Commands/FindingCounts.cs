using IpdEngine.Intake.Findings;
using IpdEngine.Panel.Store;
using IpdEngine.Report;

namespace IpdEngine.Cli.Commands;

/// <summary>Findings of one study counted by rule: a report says how often, never which cell.</summary>
internal static class FindingCounts
{
    public static IEnumerable<FindingCount> Of(string study, IEnumerable<Finding> findings) =>
        Of(study, findings.Select(f => (f.Code, f.Severity.ToString().ToLowerInvariant(), (long)f.Count)));

    public static IEnumerable<FindingCount> Of(string study, IEnumerable<StoredFinding> findings) =>
        Of(study, findings.Select(f => (f.Code, f.Severity, f.Count)));

    private static IEnumerable<FindingCount> Of(string study, IEnumerable<(string Code, string Severity, long Count)> findings) =>
        findings.GroupBy(f => (f.Code, f.Severity))
            .Select(rule => new FindingCount(study, rule.Key.Code, rule.Key.Severity, (int)Math.Min(rule.Sum(f => f.Count), int.MaxValue)));
}
