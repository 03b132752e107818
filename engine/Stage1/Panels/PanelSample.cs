using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Panels;

/// <summary>A study as a panel model sees it: its data by pattern, its counts, and why it cannot be fitted where it cannot.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Model">Model name.</param>
/// <param name="Data">Scores by wave.</param>
/// <param name="Table">The same by missing-data pattern.</param>
/// <param name="Pairs">Adjacent pairs with both scores at both sessions.</param>
/// <param name="Lag">Sessions from one wave to the next.</param>
/// <param name="Refusal">Why it is not fitted: mostly <c>too_small</c>; or null.</param>
internal sealed record PanelSample(string Study, string Model, PanelData Data, PatternTable? Table, int Pairs, int Lag, FitStatus? Refusal)
{
    private const int FewestPersons = 20;

    // 2T scores have about 2T^2 means and covariances, and the information matrix the square of that: memory and time stay bounded.
    internal const int MostWaves = 24;

    /// <summary>Participants of the likelihood.</summary>
    public int Participants => Table?.Count ?? 0;

    /// <summary>Independent units: clusters where errors are clustered, else participants.</summary>
    public int Independent => Table is { ClusterCount: > 0 } clustered ? clustered.ClusterCount : Participants;

    /// <summary>Lays out a study.</summary>
    public static PanelSample Of(StudyPanel study, string model, PanelOptions options)
    {
        var window = new SessionWindow(options.FirstSession, options.LastSession);
        var scores = WideScores.Of(study, window);
        var lag = study.Facts.SessionLag;
        var data = PanelData.Of(study, scores, options.Clustered).With(StudyVariables.Of(study, scores, options));
        var pairs = AdjacentSessions.Of(study.Sessions, window, lag);
        var refusal = Refuse(scores, data, pairs.Participants, lag);
        if (refusal is not null)
            return new PanelSample(study.Facts.Study, model, data, null, pairs.CompletePairs, lag, refusal);
        return Judge(study.Facts.Study, model, data, options, pairs.CompletePairs, lag);
    }

    /// <summary>Lays out a table of scores whose waves follow one another.</summary>
    public static PanelSample Of(string model, PanelData data, PanelOptions options)
    {
        var (pairs, persons) = Adjacent(data);
        var refusal = persons < FewestPersons ? TooSmall($"{persons} rows have both scores at two waves that follow one another, expected at least {FewestPersons}.") : RefuseData(data);
        return refusal is null ? Judge("", model, data, options, pairs, 1) : new PanelSample("", model, data, null, pairs, 1, refusal);
    }

    private static PanelSample Judge(string study, string model, PanelData data, PanelOptions options, int pairs, int lag)
    {
        FitStatus? refusal = null;
        var table = data.Patterns(options.Incomplete);
        var complete = options.Incomplete ? pairs : table.Count * (data.Sessions.Length - 1);
        if (table.Count < FewestPersons)
            refusal = TooSmall($"{table.Count} participants have every score of the window, expected at least {FewestPersons}: fit with missing data (fiml).");
        else if (table.ClusterCount == 1)
            refusal = TooSmall("All participants have the same therapist, expected at least two for cluster-robust errors: fit without clusters.");
        return new PanelSample(study, model, data, refusal is null ? table : null, complete, lag, refusal);
    }

    // Pairs with all four scores, and rows with at least one of them.
    private static (int Pairs, int Persons) Adjacent(PanelData data)
    {
        var width = 2 * data.Sessions.Length;
        var (pairs, persons) = (0, 0);
        for (var row = 0; row < data.Wide.Length; row += width)
        {
            var own = 0;
            for (var cell = row; cell + 3 < row + width; cell += 2)
                own += double.IsNaN(data.Wide[cell] + data.Wide[cell + 1] + data.Wide[cell + 2] + data.Wide[cell + 3]) ? 0 : 1;
            pairs += own;
            persons += own > 0 ? 1 : 0;
        }

        return (pairs, persons);
    }

    private static FitStatus TooSmall(string reason, string? parameter = null) => new(FitStatusCode.TooSmall, reason, parameter);

    private static FitStatus? Refuse(WideScores scores, PanelData data, int persons, int lag)
    {
        var waves = scores.Waves;
        if (persons < FewestPersons)
            return TooSmall($"{persons} participants have both scores at two sessions {lag} apart, expected at least {FewestPersons}.");
        if (!waves.Regular || waves.Spacing != lag)
        {
            var absent = Enumerable.Range(0, (waves.Sessions[^1] - waves.Sessions[0]) / lag + 1).Select(i => waves.Sessions[0] + i * lag)
                .Where(t => !waves.Sessions.Contains(t)).ToArray();
            return absent.Length > 0
                ? TooSmall($"Session {absent[0]} was answered by nobody: its variance cannot be estimated.", $"a{absent[0]}~~a{absent[0]}")
                : TooSmall($"Sessions {string.Join(", ", waves.Sessions)} were found, expected sessions {lag} apart.");
        }

        return RefuseData(data);
    }

    private static FitStatus? RefuseData(PanelData data)
    {
        if (data.Sessions.Length > MostWaves)
        {
            return new FitStatus(
                FitStatusCode.NotIdentified, $"The window holds {data.Sessions.Length} waves, expected at most {MostWaves}: choose a narrower window.");
        }

        for (var column = 0; column < 2 * data.Sessions.Length; column++)
        {
            var name = data.Scores.At(column % 2 == 0 ? 'a' : 's', column / 2);
            var distinct = DistinctValues(data.Wide, column, 2 * data.Sessions.Length);
            if (distinct < 2)
                return TooSmall($"{name} has {(distinct == 0 ? "no value" : "one value for all")}: its variance cannot be estimated.", $"{name}~~{name}");
        }

        for (var i = 0; i < data.Persons.Count; i++)
        {
            var distinct = DistinctValues(data.Persons.Values, i, data.Persons.Count);
            if (distinct < 2)
                return TooSmall($"{data.Persons.Names[i]} has {(distinct == 0 ? "no value" : "one value for all")}: its variance cannot be estimated.", $"{data.Persons.Names[i]}~~{data.Persons.Names[i]}");
        }

        return null;
    }

    // Counts to two.
    private static int DistinctValues(double[] wide, int column, int columns)
    {
        var first = double.NaN;
        for (var cell = column; cell < wide.Length; cell += columns)
        {
            if (double.IsNaN(wide[cell]))
                continue;
            if (double.IsNaN(first))
                first = wide[cell];
            else if (wide[cell] != first)
                return 2;
        }

        return double.IsNaN(first) ? 0 : 1;
    }
}
