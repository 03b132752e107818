using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>A change from one session to the next that is too large to be believed unseen; for data managers alone.</summary>
/// <param name="Participant">The participant's pseudonym.</param>
/// <param name="FromSession">The earlier session.</param>
/// <param name="ToSession">The later session, one interval of the study on.</param>
/// <param name="From">Score before.</param>
/// <param name="To">Score after.</param>
public sealed record Jump(string Participant, int FromSession, int ToSession, double From, double To)
{
    /// <summary>The change.</summary>
    public double Change => To - From;
}

/// <summary>
/// Implausible jumps of one measure: changes over one interval of the study that lie further from the median change than <see cref="Reach"/> standard deviations as the median absolute
/// deviation tells them (1.4826 MAD; Leys et al. 2013). Where half of the changes are equal and the MAD is 0, 1.2533 times the mean absolute deviation stands in (Iglewicz and Hoaglin 1993).
/// </summary>
/// <param name="Measure">The measure.</param>
/// <param name="Changes">Number of changes; null where masked.</param>
/// <param name="Median">Median change.</param>
/// <param name="Spread">Robust standard deviation of the changes.</param>
/// <param name="Low">Changes below are implausible.</param>
/// <param name="High">Changes above are implausible.</param>
/// <param name="Count">Number of implausible changes; null where masked.</param>
/// <param name="Listed">The largest of them, at most <see cref="MostListed"/>; empty where masked.</param>
public sealed record Jumps(string Measure, int? Changes, double Median, double Spread, double Low, double High, int? Count, IReadOnlyList<Jump> Listed)
{
    /// <summary>Robust standard deviations from the median change beyond which a change is implausible.</summary>
    public const double Reach = 5;

    /// <summary>Most jumps that are listed.</summary>
    public const int MostListed = 500;

    private const int FewestChanges = 10;

    internal static Jumps Of(StudyPanel panel, ReportedMeasure measure)
    {
        var sessions = panel.Sessions;
        var values = measure.Values(panel);
        var rows = new List<(int Row, int Before)>();
        for (var row = 1; row < sessions.Count; row++)
            for (var before = row - 1; before >= 0 && sessions.Participant[before] == sessions.Participant[row] && sessions.Session[row] - sessions.Session[before] <= panel.Facts.SessionLag; before--)
                if (sessions.Session[row] - sessions.Session[before] == panel.Facts.SessionLag && !double.IsNaN(values[row] - values[before]))
                    rows.Add((row, before));
        var changes = new double[rows.Count];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = values[rows[i].Row] - values[rows[i].Before];
        var (median, spread) = Spreads([.. changes]);
        // With few changes there is no telling what is usual, and without a spread everything but the usual would be far from it.
        var (low, high) = changes.Length >= FewestChanges && spread > 0 ? (median - Reach * spread, median + Reach * spread) : (double.NaN, double.NaN);
        var found = new List<Jump>();
        for (var i = 0; i < changes.Length; i++)
            if (changes[i] < low || changes[i] > high)
                found.Add(new Jump(panel.Participants.Id(sessions.Participant[rows[i].Row]), sessions.Session[rows[i].Before], sessions.Session[rows[i].Row], values[rows[i].Before], values[rows[i].Row]));
        return new Jumps(measure.Name, changes.Length, median, spread, low, high, found.Count,
            [.. found.OrderByDescending(jump => Math.Abs(jump.Change - median)).ThenBy(jump => jump.Participant, StringComparer.Ordinal).ThenBy(jump => jump.ToSession).Take(MostListed)]);
    }

    internal Jumps Masked() => this with
    {
        Changes = SmallCells.Count(Changes),
        Median = SmallCells.Figure(Median, Changes),
        Spread = SmallCells.Figure(Spread, Changes),
        Low = SmallCells.Figure(Low, Changes),
        High = SmallCells.Figure(High, Changes),
        Count = SmallCells.Count(Count),
        Listed = [],
    };

    private static (double Median, double Spread) Spreads(double[] changes)
    {
        if (changes.Length == 0)
            return (double.NaN, double.NaN);
        var median = MedianOf(changes);
        for (var i = 0; i < changes.Length; i++)
            changes[i] = Math.Abs(changes[i] - median);
        var absolute = MedianOf(changes);
        return (median, absolute > 0 ? 1.4826 * absolute : 1.2533 * changes.Sum() / changes.Length);
    }

    private static double MedianOf(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
