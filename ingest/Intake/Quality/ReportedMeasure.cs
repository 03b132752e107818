using IpdEngine.Intake.Description;
using IpdEngine.Intake.Instruments;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>A measure of a stored study, as the report goes through them.</summary>
/// <param name="Name"><c>alliance</c>, <c>symptom</c>, an extra measure's name, <c>intake</c> or <c>outcome</c>.</param>
/// <param name="Description">What its description says of it.</param>
/// <param name="IsOfSessions">True for a value a session, false for one a participant.</param>
internal sealed record ReportedMeasure(string Name, MeasureDescription Description, bool IsOfSessions)
{
    /// <summary>Possible scores, in the direction of the store (a mirrored range is the same range).</summary>
    public Bounds Range => Description.Instrument.ScoreRange!.Value;

    /// <summary>The measures of a study, those of sessions first.</summary>
    public static IReadOnlyList<ReportedMeasure> Of(StudyDescription study)
    {
        var measures = new List<ReportedMeasure> { new("alliance", study.Alliance, true), new("symptom", study.Symptom, true) };
        measures.AddRange(study.Extra.Select(extra => new ReportedMeasure(extra.Name, extra, true)).OrderBy(measure => measure.Name, StringComparer.Ordinal));
        if (study.Intake is not null)
            measures.Add(new("intake", study.Intake, false));
        if (study.Outcome is not null)
            measures.Add(new("outcome", study.Outcome, false));
        return measures;
    }

    /// <summary>Its values, one a row of its table; NaN where missing.</summary>
    public ReadOnlySpan<double> Values(StudyPanel panel) => Name switch
    {
        "alliance" => panel.Sessions.Alliance,
        "symptom" => panel.Sessions.Symptom,
        "intake" => panel.Participants.Intake,
        "outcome" => panel.Participants.Outcome,
        _ => panel.Sessions.Measure(Name),
    };
}
