using IpdEngine.Intake.Findings;

namespace IpdEngine.Cli.Output;

/// <summary>Findings as a person reads them: what, where, found, expected, remedy.</summary>
internal static class FindingLines
{
    /// <summary>The findings of a study, gravest first, to stderr.</summary>
    public static void Write(string study, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Console.Error.WriteLine($"{finding.Severity.ToString().ToLowerInvariant()} {study}: {finding.Code} at {Place(finding)}{Times(finding.Count)}");
            Console.Error.WriteLine($"    found {finding.Found}; expected {finding.Expected}");
            if (finding.Remedy.Length > 0)
                Console.Error.WriteLine($"    {finding.Remedy}");
        }
    }

    /// <summary>One line that counts them.</summary>
    public static string Summary(IReadOnlyList<Finding> findings)
    {
        long Count(Severity severity) => findings.Count(f => f.Severity == severity);
        return $"{Count(Severity.Error)} errors, {Count(Severity.Warning)} warnings, {Count(Severity.Note)} notes";
    }

    private static string Times(long count) => count > 1 ? $", {count} times, first here" : "";

    private static string Place(Finding finding)
    {
        var parts = new List<string>();
        if (finding.File is { } file)
            parts.Add(file);
        if (finding.Sheet is { Length: > 0 } sheet)
            parts.Add($"sheet '{sheet}'");
        if (finding.Row is { } row)
            parts.Add($"row {row}");
        if (finding.Column is { } column)
            parts.Add($"column '{column}'");
        return parts.Count == 0 ? "the study" : string.Join(", ", parts);
    }
}
