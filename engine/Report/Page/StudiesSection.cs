using IpdEngine.Panel;
using IpdEngine.Report.Figures;
using IpdEngine.Report.Markup;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>Which studies there are, and how they come into the pools.</summary>
internal static class StudiesSection
{
    /// <summary>The flow figure and the table of studies.</summary>
    public static Node Of(ReportSource source) => Piece.Section("studies", "Studies",
        Piece.Figure(FlowFigure.Of(source.Result, source.Disclosure, 680, "flow"), FlowFigure.Of(source.Result, source.Disclosure, 360, "flow-narrow"),
            "Flow of studies, participants, session rows and pairs. A pair is two adjacent sessions with both scores at both; the mixed models use every "
            + "pair with both scores at the first and the outcome at the second, here symptoms, and so count more. N of a pool counts the participants its fits use."),
        Table(source));

    private static Node Table(ReportSource source)
    {
        var isMixed = source.Result.Studies.Any(study => study.Facts.Synthetic) && !source.Result.Studies.All(study => study.Facts.Synthetic);
        var window = source.Result.Plan.Window;
        var grid = new Grid("The studies of this run. P patient, T therapist, O observer; timing of the answer as the study declares it.",
            "Study", "Country", "Design", "Alliance", "Symptoms", "#Lag", "#Participants", $"#Rows in {window.First}\u2013{window.Last}", "#Pairs");
        foreach (var study in source.Result.Studies)
            grid.Row(study.Facts.Study + (isMixed && study.Facts.Synthetic ? " (synthetic)" : ""), study.Facts.Country ?? "\u2013", study.Facts.Design ?? "\u2013",
                Measure(study.Facts.Alliance), Measure(study.Facts.Symptom), Numbers.Count(study.Facts.SessionLag), Count(source, study, study.Participants),
                Count(source, study, study.WindowSessions), Count(source, study, study.Pairs));
        return grid.ToNode();
    }

    private static string Measure(MeasureFacts measure) =>
        measure.Instrument + " (" + measure.Rater + (measure.Timing is null ? "" : ", " + measure.Timing) + ")";

    private static string Count(ReportSource source, StudyRecord study, int count) =>
        source.Disclosure.Hides(study.Facts.Study) ? Disclosure.SmallCell : Disclosure.Text(count);
}
