using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Validation;

/// <summary>Checks of a scored study as a whole: is there anything to analyse, are the sessions numbered as described.</summary>
internal static class PanelChecks
{
    private const int Slice = 1024;

    public static void Check(StudyDescription study, StudyPanel panel, FindingLog log)
    {
        var sessions = panel.Sessions;
        if (panel.Participants.Count == 0)
            log.Error("no-participants", "no row with an identifier", "at least one participant", "check the sheet, the header row and the column 'participant'");
        else if (sessions.Count == 0)
            log.Error("no-sessions", "no session with a score", "at least one", "check the columns, the missing codes and the ranges");
        else
        {
            Empty(sessions, PanelSchema.Alliance, Severity.Error, log);
            Empty(sessions, PanelSchema.Symptom, Severity.Error, log);
            foreach (var extra in sessions.Measures)
                Empty(sessions, extra, Severity.Warning, log);
            if (study.Intake is not null)
                Empty(panel.Participants.Intake, "intake", Severity.Warning, log);
            if (study.Outcome is not null)
                Empty(panel.Participants.Outcome, "outcome", Severity.Warning, log);
            CheckNumbers(study, sessions, log);
            var silent = panel.Participants.Count - CountWithSessions(panel);
            if (silent > 0)
                log.Add(new Finding("participant-without-session", Severity.Note, log.File, null, null, null, $"{silent} participants without any scored session", "a score in at least one session",
                    "kept among the participants; check that their sessions are in the file")
                { Count = silent });
        }
    }

    private static void CheckNumbers(StudyDescription study, SessionTable sessions, FindingLog log)
    {
        int[] numbers = [.. sessions.SessionNumbers()];
        var seen = numbers.ToHashSet();
        var step = numbers.Length < 3 ? study.SessionLag : numbers.Zip(numbers.Skip(1), (a, b) => b - a).Aggregate(GreatestCommonDivisor);
        if (step != study.SessionLag && (step > 1 || numbers.Length >= 3))
            log.Warning("session-lag", $"sessions {string.Join(", ", numbers.Take(8))}{(numbers.Length > 8 ? ", ..." : "")}: every {step}", $"every {study.SessionLag} (session_lag)",
                $"write 'session_lag: {step}', or correct the session numbers");
        var gaps = Enumerable.Range(0, (numbers[^1] - numbers[0]) / step + 1).Select(i => numbers[0] + i * step).Where(number => !seen.Contains(number)).Take(12).ToArray();
        if (gaps.Length > 0)
            log.Note("session-unanswered", $"nobody has a score in session {string.Join(", ", gaps)}", "scores in every session in between", "nothing, if that session was not measured");
    }

    private static void Empty(SessionTable sessions, string measure, Severity severity, FindingLog log)
    {
        // Slice by slice: the first has a value nearly always, and a large study stays packed.
        Span<double> values = stackalloc double[Slice];
        for (var first = 0; first < sessions.Count; first += Slice)
        {
            var some = values[..Math.Min(Slice, sessions.Count - first)];
            sessions.CopyMeasure(measure, first, some);
            if (some.ContainsAnyExcept(double.NaN))
                return;
        }
        Empty(default(ReadOnlySpan<double>), measure, severity, log);
    }

    private static void Empty(ReadOnlySpan<double> values, string role, Severity severity, FindingLog log)
    {
        foreach (var value in values)
            if (!double.IsNaN(value))
                return;
        log.Add(new Finding("measure-empty", severity, log.File, null, null, role, $"not one value of {role}", "values", "check its columns, missing codes and range"));
    }

    private static int CountWithSessions(StudyPanel panel)
    {
        var count = 0;
        for (var participant = 0; participant < panel.Participants.Count; participant++)
            count += panel.Sessions.RowsOf(participant).Count > 0 ? 1 : 0;
        return count;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
