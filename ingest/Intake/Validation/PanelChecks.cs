using IpdEngine.Intake.Description;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel;

namespace IpdEngine.Intake.Validation;

/// <summary>Checks of a scored study as a whole: is there anything to analyse, are the sessions numbered as described.</summary>
internal static class PanelChecks
{
    public static void Check(StudyDescription study, StudyPanel panel, FindingLog log)
    {
        var sessions = panel.Sessions;
        if (panel.Participants.Count == 0)
            log.Error("no-participants", "no row with an identifier", "at least one participant", "check the sheet, the header row and the column 'participant'");
        else if (sessions.Count == 0)
            log.Error("no-sessions", "no session with a score", "at least one", "check the columns, the missing codes and the ranges");
        else
        {
            Empty(sessions.Alliance, "alliance", Severity.Error, log);
            Empty(sessions.Symptom, "symptom", Severity.Error, log);
            foreach (var extra in sessions.Measures)
                Empty(sessions.Measure(extra), extra, Severity.Warning, log);
            if (study.Intake is not null)
                Empty(panel.Participants.Intake, "intake", Severity.Warning, log);
            if (study.Outcome is not null)
                Empty(panel.Participants.Outcome, "outcome", Severity.Warning, log);
            CheckNumbers(study, sessions, log);
            var silent = panel.Participants.Count - CountWithSessions(sessions);
            if (silent > 0)
                log.Add(new Finding("participant-without-session", Severity.Note, log.File, null, null, null, $"{silent} participants without any scored session", "a score in at least one session",
                    "kept among the participants; check that their sessions are in the file")
                { Count = silent });
        }
    }

    private static void CheckNumbers(StudyDescription study, SessionTable sessions, FindingLog log)
    {
        var seen = new SortedSet<int>();
        foreach (var session in sessions.Session)
            seen.Add(session);
        int[] numbers = [.. seen];
        var step = numbers.Length < 3 ? study.SessionLag : numbers.Zip(numbers.Skip(1), (a, b) => b - a).Aggregate(GreatestCommonDivisor);
        if (step != study.SessionLag && (step > 1 || numbers.Length >= 3))
            log.Warning("session-lag", $"sessions {string.Join(", ", numbers.Take(8))}{(numbers.Length > 8 ? ", ..." : "")}: every {step}", $"every {study.SessionLag} (session_lag)",
                $"write 'session_lag: {step}', or correct the session numbers");
        var gaps = Enumerable.Range(0, (numbers[^1] - numbers[0]) / step + 1).Select(i => numbers[0] + i * step).Where(number => !seen.Contains(number)).Take(12).ToArray();
        if (gaps.Length > 0)
            log.Note("session-unanswered", $"nobody has a score in session {string.Join(", ", gaps)}", "scores in every session in between", "nothing, if that session was not measured");
    }

    private static void Empty(ReadOnlySpan<double> values, string role, Severity severity, FindingLog log)
    {
        foreach (var value in values)
            if (!double.IsNaN(value))
                return;
        log.Add(new Finding("measure-empty", severity, log.File, null, null, role, $"not one value of {role}", "values", "check its columns, missing codes and range"));
    }

    private static int CountWithSessions(SessionTable sessions)
    {
        var (count, last) = (0, -1);
        foreach (var participant in sessions.Participant)
            (count, last) = (participant == last ? count : count + 1, participant);
        return count;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
