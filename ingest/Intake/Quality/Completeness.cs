using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>Where the participants of a study stand at one session, for one measure. Without masking the four counts and those who never answered make up all participants.</summary>
/// <param name="Session">Session number, the study's own.</param>
/// <param name="Observed">Participants with a value; null where masked.</param>
/// <param name="Share">Of all participants.</param>
/// <param name="NotBegun">Without a value, and none before.</param>
/// <param name="Skipped">Without a value, with values before and after: intermittently missing.</param>
/// <param name="Over">Without a value, and none after: past their last.</param>
/// <param name="Last">Participants whose last value is of this session.</param>
/// <param name="Retained">Share of those who ever answered whose last value is of this session or a later one.</param>
public sealed record SessionCompleteness(int Session, int? Observed, double Share, int? NotBegun, int? Skipped, int? Over, int? Last, double Retained);

/// <summary>
/// Completeness of one measure over the sessions. A pattern of missing values is monotone where nobody comes back (Little and Rubin 2020, section 1.2). The end of a treatment and
/// its breaking off look the same here: the store knows neither.
/// </summary>
/// <param name="Measure">The measure.</param>
/// <param name="Participants">All participants.</param>
/// <param name="Never">Participants without any value.</param>
/// <param name="Complete">Participants with a value in every session of the study.</param>
/// <param name="Monotone">Participants with values from the study's first session to their own last without a gap, which is before the study's last.</param>
/// <param name="Intermittent">All others: a gap, or a late beginning.</param>
/// <param name="Sessions">Session by session.</param>
public sealed record Completeness(
    string Measure, int Participants, int? Never, int? Complete, int? Monotone, int? Intermittent, IReadOnlyList<SessionCompleteness> Sessions)
{
    internal static Completeness Of(StudyPanel panel, int[] numbers, ReportedMeasure measure)
    {
        var sessions = panel.Sessions;
        var values = measure.Values(panel);
        var (observed, firsts, lasts) = (new int[numbers.Length], new int[numbers.Length], new int[numbers.Length]);
        var (never, complete, monotone) = (0, 0, 0);
        for (var person = 0; person < panel.Participants.Count; person++)
        {
            var (from, count) = sessions.RowsOf(person);
            var (first, last, answered) = (-1, -1, 0);
            for (var row = from; row < from + count; row++)
                if (!double.IsNaN(values[row]))
                {
                    last = Array.BinarySearch(numbers, sessions.Session[row]);
                    first = first < 0 ? last : first;
                    observed[last]++;
                    answered++;
                }
            if (answered == 0)
            {
                never++;
                continue;
            }
            firsts[first]++;
            lasts[last]++;
            complete += answered == numbers.Length ? 1 : 0;
            monotone += answered == last + 1 && answered < numbers.Length ? 1 : 0;
        }
        var ever = panel.Participants.Count - never;
        var rows = new SessionCompleteness[numbers.Length];
        for (int s = 0, begun = 0, ended = 0; s < rows.Length; ended += lasts[s], s++)
        {
            begun += firsts[s];
            rows[s] = new SessionCompleteness(numbers[s], observed[s], Share(observed[s], panel.Participants.Count), ever - begun, begun - ended - observed[s], ended, lasts[s], Share(ever - ended, ever));
        }
        return new Completeness(measure.Name, panel.Participants.Count, never, complete, monotone, ever - complete - monotone, rows);
    }

    internal Completeness Masked()
    {
        // Those who ever answered are told by all participants less those who never did, both as they may be told.
        var ever = SmallCells.Count(Participants - Never);
        return this with
        {
            Never = SmallCells.Count(Never),
            Complete = SmallCells.Count(Complete),
            Monotone = SmallCells.Count(Monotone),
            Intermittent = SmallCells.Count(Intermittent),
            Sessions =
            [
                .. Sessions.Select(session => session with
                {
                    Observed = SmallCells.Count(session.Observed),
                    Share = SmallCells.Share(session.Observed, Participants),
                    NotBegun = SmallCells.Count(session.NotBegun),
                    Skipped = SmallCells.Count(session.Skipped),
                    Over = SmallCells.Count(session.Over),
                    Last = SmallCells.Count(session.Last),
                    Retained = SmallCells.Share(Participants - Never - session.Over, ever),
                }),
            ],
        };
    }

    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
