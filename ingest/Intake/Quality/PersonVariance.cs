using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>
/// How much of a measure's variance lies between persons and how much within: the one-way random-effects model score = mean + person + session.
/// </summary>
/// <param name="Measure">The measure.</param>
/// <param name="Persons">Persons with a value; null where masked.</param>
/// <param name="Values">Values; null where masked.</param>
/// <param name="BetweenSd">Standard deviation of persons: square root of (MSB - MSW) / n0 (Searle, Casella and McCulloch 1992, section 3.6); 0 where that is negative.</param>
/// <param name="WithinSd">Standard deviation within persons: square root of MSW.</param>
/// <param name="Icc">ICC(1) = (MSB - MSW) / (MSB + (n0 - 1) MSW) (Shrout and Fleiss 1979, unequal group sizes by n0); negative where persons differ less than chance has it.</param>
/// <param name="RemlIcc">The same share by restricted maximum likelihood, as lme4's <c>y ~ 1 + (1 | person)</c> gives it.</param>
/// <param name="Lag1">Correlation of deviations from the person's own mean with those one session interval later. With T sessions a person it is biased by about -1 / (T - 1) (Kendall 1954).</param>
/// <param name="Pairs">Pairs of sessions that it rests on; null where masked.</param>
public sealed record PersonVariance(
    string Measure, int? Persons, int? Values, double BetweenSd, double WithinSd, double Icc, double RemlIcc, double Lag1, int? Pairs)
{
    internal static PersonVariance Of(StudyPanel panel, ReportedMeasure measure)
    {
        var sessions = panel.Sessions;
        var values = measure.Values(panel);
        var groups = new PersonGroups();
        var (products, earlier, later, pairs) = (0.0, 0.0, 0.0, 0);
        for (var person = 0; person < panel.Participants.Count; person++)
        {
            var (from, count) = sessions.RowsOf(person);
            var own = values.Slice(from, count);
            var (n, mean) = Mean(own);
            if (n == 0)
                continue;
            var squares = 0.0;
            for (var row = 0; row < count; row++)
            {
                var deviation = own[row] - mean;
                if (double.IsNaN(deviation))
                    continue;
                squares += deviation * deviation;
                // A gap may stand between: the pair is by session number, never by row.
                for (var before = row - 1; before >= 0 && sessions.Session[from + row] - sessions.Session[from + before] <= panel.Facts.SessionLag; before--)
                    if (sessions.Session[from + row] - sessions.Session[from + before] == panel.Facts.SessionLag && own[before] - mean is var previous && !double.IsNaN(previous))
                    {
                        products += previous * deviation;
                        earlier += previous * previous;
                        later += deviation * deviation;
                        pairs++;
                    }
            }
            groups.Add(n, mean, squares);
        }
        var (between, within) = groups.Anova();
        return new PersonVariance(measure.Name, groups.Groups, groups.Values, Math.Sqrt(Math.Max(0, between)), Math.Sqrt(within), between / (between + within), groups.RemlIcc(),
            earlier > 0 && later > 0 ? products / Math.Sqrt(earlier * later) : double.NaN, pairs);
    }

    internal PersonVariance Masked() => this with
    {
        Persons = SmallCells.Count(Persons),
        Values = SmallCells.Count(Values),
        BetweenSd = SmallCells.Figure(BetweenSd, Persons),
        WithinSd = SmallCells.Figure(WithinSd, Persons),
        Icc = SmallCells.Figure(Icc, Persons),
        RemlIcc = SmallCells.Figure(RemlIcc, Persons),
        Lag1 = SmallCells.Figure(Lag1, Pairs),
        Pairs = SmallCells.Count(Pairs),
    };

    private static (int N, double Mean) Mean(ReadOnlySpan<double> values)
    {
        var (n, sum) = (0, 0.0);
        foreach (var value in values)
            if (!double.IsNaN(value))
                (n, sum) = (n + 1, sum + value);
        return (n, n == 0 ? double.NaN : sum / n);
    }
}
