using IpdEngine.Intake.Description;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>What a column of the store means.</summary>
/// <param name="Table"><c>sessions</c> or <c>participants</c>.</param>
/// <param name="Column">Its name.</param>
/// <param name="Label">What it is, in words.</param>
/// <param name="Type"><c>text</c>, <c>integer</c> or <c>number</c>.</param>
/// <param name="Unit">What it counts in; null where it has none.</param>
/// <param name="Minimum">Smallest possible value; NaN where there is no bound.</param>
/// <param name="Maximum">Largest possible value; NaN where there is no bound.</param>
/// <param name="Instrument">Code of the instrument; null where none measured it.</param>
/// <param name="Rater">P patient, T therapist, O observer; null where nobody rated it.</param>
/// <param name="Timing">When in the session it is answered; null where unknown.</param>
/// <param name="Orientation">Which way it points, and whether ingest turned it; null where it has no direction.</param>
/// <param name="N">Rows with a value; null where masked.</param>
/// <param name="Missing">Rows without; null where masked.</param>
public sealed record CodebookEntry(
    string Table, string Column, string Label, string Type, string? Unit, double Minimum, double Maximum, string? Instrument, string? Rater, string? Timing, string? Orientation, int? N, int? Missing)
{
    private const string Sessions = "sessions";
    private const string Participants = "participants";

    internal static IReadOnlyList<CodebookEntry> Of(StudyPanel panel, StudyDescription study)
    {
        var measures = ReportedMeasure.Of(study);
        var (sessions, people) = (panel.Sessions, panel.Participants);
        List<CodebookEntry> entries =
        [
            Plain(Sessions, PanelSchema.Participant, "Pseudonym of the participant: HMAC-SHA-256 of the identifier under the project's key", "text", null, sessions.Count, 0),
            Plain(Sessions, PanelSchema.Session, study.SessionsByDate ? "Session, numbered in order of date" : "Session, the study's own number", "integer", null, sessions.Count, 0),
            Counted(Sessions, PanelSchema.Day, "Days since the participant's first session", "integer", "days", sessions.Day, day => day == PanelSchema.UnknownDay),
            .. measures.Where(measure => measure.IsOfSessions).Select(measure => Scored(Sessions, measure, panel)),
            Plain(Participants, PanelSchema.Participant, "Pseudonym of the participant", "text", null, people.Count, 0),
            .. measures.Where(measure => !measure.IsOfSessions).Select(measure => Scored(Participants, measure, panel)),
            Counted(Participants, PanelSchema.Age, "Age", "number", "years", people.Age, double.IsNaN),
            Counted(Participants, PanelSchema.Female, "1 for women, 0 for others", "number", null, people.Female, double.IsNaN) with { Minimum = 0, Maximum = 1 },
            Counted(Participants, PanelSchema.Therapist, "Pseudonym of the therapist", "text", null, people.Therapist, code => code < 0),
            Counted(Participants, PanelSchema.Arm, $"Treatment arm{(people.Arms.Count > 0 ? ": " + string.Join(", ", people.Arms) : "")}", "text", null, people.Arm, code => code < 0),
            .. people.Covariates.Select(name => Counted(Participants, name, "Covariate, as the study names it", "number", null, people.Covariate(name), double.IsNaN)),
        ];
        return entries;
    }

    internal CodebookEntry Masked() => this with { N = SmallCells.Count(N), Missing = SmallCells.Count(Missing) };

    private static CodebookEntry Scored(string table, ReportedMeasure measure, StudyPanel panel)
    {
        var (given, instrument) = (measure.Description, measure.Description.Instrument);
        var what = measure.Name switch { "intake" => "Symptoms before treatment: ", "outcome" => "Symptoms after treatment: ", _ => "" };
        var better = given.Construct == Instruments.Construct.Alliance;
        return Counted(table, measure.Name, $"{what}{instrument.Name}{(given.Score is null ? $", scored from {given.Width} items" : "")}", "number", "points of the instrument", measure.Values(panel), double.IsNaN) with
        {
            Minimum = measure.Range.Minimum,
            Maximum = measure.Range.Maximum,
            Instrument = instrument.Code,
            Rater = given.Rater,
            Timing = given.Timing,
            Orientation = $"higher is {(better ? "better" : "worse")}{(given.IsReflected ? "; turned by ingest (minimum + maximum - score)" : "")}",
        };
    }

    private static CodebookEntry Counted<T>(string table, string column, string label, string type, string? unit, ReadOnlySpan<T> values, Func<T, bool> isMissing)
    {
        var missing = 0;
        foreach (var value in values)
            missing += isMissing(value) ? 1 : 0;
        return Plain(table, column, label, type, unit, values.Length - missing, missing);
    }

    private static CodebookEntry Plain(string table, string column, string label, string type, string? unit, int n, int missing) =>
        new(table, column, label, type, unit, double.NaN, double.NaN, null, null, null, null, n, missing);
}
