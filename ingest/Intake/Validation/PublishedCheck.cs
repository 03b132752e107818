using System.Globalization;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Validation;

/// <summary>Holds the scored study to what its publication printed: number of participants, means, standard deviations (n - 1).</summary>
internal static class PublishedCheck
{
    public static void Check(StudyFile file, StudyDescription study, StudyPanel panel, FindingLog log)
    {
        foreach (var comparison in PublishedComparison.Of(study, panel))
            if (!comparison.Agrees)
                Report(file, comparison, log);
    }

    private static void Report(StudyFile file, PublishedComparison comparison, FindingLog log)
    {
        if (comparison.Figure == "n")
        {
            log.Warning("published-differs", $"{comparison.N} participants", $"{Digits(comparison.Published)}, as published", "find those who are missing or too many, or say why in the study's documentation", null, "n");
            return;
        }
        var place = comparison.Measure + (comparison.Session is { } session ? $" in session {session}" : "");
        log.Add(new Finding("published-differs", Severity.Warning, file.File, null, comparison.Line, $"{comparison.Measure} {comparison.Figure}",
            double.IsNaN(comparison.Found) ? $"no {comparison.Figure} of {place}" : $"{comparison.Figure} of {place} = {comparison.Found.ToString("0.####", CultureInfo.InvariantCulture)}",
            $"{Digits(comparison.Published)} +- {Digits(comparison.Tolerance)}, as published",
            "check scoring, range, direction and missing codes; or widen 'tolerance' with a reason"));
    }

    private static string Digits(double figure) => figure.ToString(CultureInfo.InvariantCulture);
}
