using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel;

namespace IpdEngine.Worker.Looking;

/// <summary>What would be stored by a description: scored and oriented, under pseudonyms. Nothing is stored.</summary>
/// <param name="File">The description.</param>
/// <param name="Facts">What it says of the study; null where it cannot be read.</param>
/// <param name="Findings">Everything that was wrong, gravest first.</param>
/// <param name="Panel">The study; null where it would be refused.</param>
/// <param name="Measures">How each measure is distributed.</param>
/// <param name="IsWhole">False where only the upper part of the file was read.</param>
internal sealed record Preview(StudyFile File, StudyFacts? Facts, IReadOnlyList<Finding> Findings, StudyPanel? Panel, IReadOnlyList<MeasureSummary> Measures, bool IsWhole)
{
    private const string LeftOut = "rows-left-out";

    /// <summary>Checks a file by a description.</summary>
    /// <param name="file">The description, whose limits say how much is read.</param>
    /// <param name="dataPath">The raw file.</param>
    /// <param name="key">Turns identifiers into pseudonyms.</param>
    public static Preview Of(StudyFile file, string dataPath, PseudonymKey key)
    {
        var outcome = Ingestion.Check(file, dataPath, key);
        return new Preview(file, outcome.Facts, outcome.Findings, outcome.Panel, Summaries(file.Description, outcome.Panel), outcome.Findings.All(finding => finding.Code != LeftOut));
    }

    private static List<MeasureSummary> Summaries(StudyDescription? study, StudyPanel? panel)
    {
        var summaries = new List<MeasureSummary>();
        if (study is null || panel is null)
            return summaries;
        var (sessions, persons) = (panel.Sessions, panel.Participants);
        summaries.Add(MeasureSummary.Of("alliance", study.Alliance, sessions.Alliance));
        summaries.Add(MeasureSummary.Of("symptom", study.Symptom, sessions.Symptom));
        foreach (var extra in study.Extra)
            summaries.Add(MeasureSummary.Of(extra.Name, extra, sessions.Measure(extra.Name)));
        if (study.Intake is { } intake)
            summaries.Add(MeasureSummary.Of("intake", intake, persons.Intake));
        if (study.Outcome is { } outcome)
            summaries.Add(MeasureSummary.Of("outcome", outcome, persons.Outcome));
        return summaries;
    }
}
