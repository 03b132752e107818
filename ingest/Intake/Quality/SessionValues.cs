using IpdEngine.Panel;

namespace IpdEngine.Intake.Quality;

/// <summary>The values of a measure put together by session, so that each session is described by itself.</summary>
/// <param name="Pooled">All values.</param>
/// <param name="BySession">Each session; empty for measures of participants.</param>
internal sealed record SessionValues(Distribution Pooled, IReadOnlyList<Distribution> BySession)
{
    public static SessionValues Of(StudyPanel panel, int[] numbers, ReportedMeasure measure)
    {
        var values = measure.Values(panel);
        var starts = new int[(measure.IsOfSessions ? numbers.Length : 1) + 1];
        var places = new int[values.Length];
        for (var row = 0; row < values.Length; row++)
        {
            places[row] = double.IsNaN(values[row]) ? -1 : measure.IsOfSessions ? Array.BinarySearch(numbers, panel.Sessions.Session[row]) : 0;
            if (places[row] >= 0)
                starts[places[row] + 1]++;
        }
        for (var s = 1; s < starts.Length; s++)
            starts[s] += starts[s - 1];
        var (grouped, next) = (new double[starts[^1]], starts.ToArray());
        for (var row = 0; row < values.Length; row++)
            if (places[row] >= 0)
                grouped[next[places[row]]++] = values[row];
        var sessions = new List<Distribution>();
        for (var s = 0; measure.IsOfSessions && s < numbers.Length; s++)
            sessions.Add(Distribution.Of(measure.Name, numbers[s], grouped.AsSpan(starts[s]..starts[s + 1]), measure.Range, bins: false));
        return new SessionValues(Distribution.Of(measure.Name, null, grouped, measure.Range, bins: true), sessions);
    }
}
