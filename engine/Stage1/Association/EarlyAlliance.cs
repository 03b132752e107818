using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.Stage1.Association;

/// <summary>A person's alliance early in treatment: the mean of the available scores of the early sessions, at least one.</summary>
internal static class EarlyAlliance
{
    /// <summary>One value a participant, in the order of the participant table; NaN where no early session has a score.</summary>
    internal static double[] Of(StudyPanel panel, SessionWindow window)
    {
        var session = panel.Sessions.Session;
        var alliance = panel.Sessions.Alliance;
        var early = new double[panel.Participants.Count];
        for (var person = 0; person < early.Length; person++)
        {
            var (first, count) = panel.Sessions.RowsOf(person);
            var (sum, scores) = (0.0, 0);
            for (var row = first; row < first + count; row++)
            {
                if (!window.Contains(session[row]) || double.IsNaN(alliance[row]))
                    continue;
                sum += alliance[row];
                scores++;
            }

            early[person] = scores == 0 ? double.NaN : sum / scores;
        }

        return early;
    }
}
