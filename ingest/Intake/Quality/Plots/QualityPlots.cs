using System.Globalization;
using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Plots;

/// <summary>The plots of a quality report.</summary>
internal static class QualityPlots
{
    private const double Strong = 0.75, Middle = 0.4, Weak = 0.15, None = 0;

    /// <summary>Session by session, who answered, who skipped it, who had not begun and who was past the last: shares of those who ever answered.</summary>
    public static XElement Completeness(Completeness completeness)
    {
        var sessions = completeness.Sessions;
        var plot = new Plot($"{completeness.Measure}: who answered in which session",
            $"Of {completeness.Participants} participants {Percent(sessions[0].Share)} answered in session {sessions[0].Session}, {Percent(sessions[^1].Share)} in session {sessions[^1].Session}.",
            (sessions[0].Session - 0.5, sessions[^1].Session + 0.5), (0, 1));
        var half = 0.42 * Step(sessions);
        foreach (var session in sessions)
        {
            var from = 0.0;
            foreach (var (count, strength) in new[] { (session.Observed, Strong), (session.Skipped, Middle), (session.NotBegun, Weak), (session.Over, None) })
            {
                var to = Math.Min(1, from + (count ?? 0) / (double)Math.Max(1, completeness.Participants));
                if (to > from)
                    plot.Box((session.Session - half, session.Session + half), (from, to), strength);
                from = to;
            }
        }
        plot.Legend((Strong, "answered"), (Middle, "skipped"), (Weak, "not begun"), (None, "past last"));
        plot.Axes(sessions.Select(session => (double)session.Session), "session", Percent);
        return plot.Svg;
    }

    /// <summary>The share of those who ever answered who answer in a session or a later one.</summary>
    public static XElement Dropout(Completeness completeness)
    {
        var sessions = completeness.Sessions;
        var plot = new Plot($"{completeness.Measure}: dropout curve", $"{Percent(sessions[^1].Retained)} of those who ever answered have their last value in session {sessions[^1].Session}.",
            (sessions[0].Session - 0.5, sessions[^1].Session + 0.5), (0, 1));
        for (var s = 0; s < sessions.Count; s++)
        {
            var (at, retained) = (sessions[s].Session, sessions[s].Retained);
            if (!double.IsFinite(retained))
                continue;
            plot.Dot(at, retained, 2.5);
            if (s + 1 == sessions.Count || !double.IsFinite(sessions[s + 1].Retained))
                continue;
            // A step: whoever leaves does so between two sessions.
            plot.Line(at, retained, sessions[s + 1].Session, retained, 2);
            plot.Line(sessions[s + 1].Session, retained, sessions[s + 1].Session, sessions[s + 1].Retained, 2);
        }
        plot.Axes(sessions.Select(session => (double)session.Session), "session", Percent);
        return plot.Svg;
    }

    /// <summary>The histogram, with the mean as a line.</summary>
    public static XElement Histogram(Distribution distribution)
    {
        var bins = distribution.Bins;
        var plot = new Plot($"{distribution.Measure}: distribution",
            $"Mean {Plot.Number(distribution.Mean)}, standard deviation {Plot.Number(distribution.Sd)}, {Percent(distribution.FloorShare)} at the lowest and {Percent(distribution.CeilingShare)} at the highest possible score.",
            (bins[0].From, bins[^1].To), (0, Math.Max(1, bins.Max(bin => bin.Count ?? 0)) * 1.05));
        foreach (var bin in bins)
            if (bin.Count > 0)
                plot.Box((bin.From, bin.To), (0, bin.Count.Value), Middle);
        if (double.IsFinite(distribution.Mean))
            plot.Line(distribution.Mean, 0, distribution.Mean, double.MaxValue, 2, "5 3");
        plot.Axes(Plot.Ticks(bins[0].From, bins[^1].To, 8), "score (dashed: mean)", value => value == Math.Floor(value) ? value.ToString("0", CultureInfo.InvariantCulture) : "");
        return plot.Svg;
    }

    /// <summary>Quartiles as boxes and means as a line, session by session.</summary>
    public static XElement BySession(string measure, IReadOnlyList<Distribution> sessions)
    {
        var shown = sessions.Where(session => double.IsFinite(session.Mean)).ToList();
        double[] ends = [.. shown.SelectMany(session => (double[])[session.FirstQuartile, session.ThirdQuartile, session.Mean - session.Sd, session.Mean + session.Sd]).Where(double.IsFinite)];
        var plot = new Plot($"{measure} by session", $"Mean {Plot.Number(shown[0].Mean)} in session {shown[0].Session}, {Plot.Number(shown[^1].Mean)} in session {shown[^1].Session}.",
            (shown[0].Session!.Value - 0.5, shown[^1].Session!.Value + 0.5), ends.Length == 0 ? (0, 1) : (ends.Min(), ends.Max()));
        foreach (var session in shown)
        {
            double at = session.Session!.Value;
            if (double.IsFinite(session.FirstQuartile) && double.IsFinite(session.ThirdQuartile))
            {
                plot.Box((at - 0.25, at + 0.25), (session.FirstQuartile, session.ThirdQuartile), Weak);
                plot.Line(at - 0.25, session.Median, at + 0.25, session.Median, 1.5);
            }
            plot.Dot(at, session.Mean);
        }
        plot.Path(shown.Select(session => ((double)session.Session!.Value, session.Mean)), 1.5);
        plot.Axes(shown.Select(session => (double)session.Session!.Value), "session (dots: means, boxes: quartiles)", Plot.Number);
        return plot.Svg;
    }

    private static double Step(IReadOnlyList<SessionCompleteness> sessions)
    {
        var step = 1.0;
        if (sessions.Count > 1)
            step = sessions.Zip(sessions.Skip(1), (a, b) => b.Session - a.Session).Min();
        return step;
    }

    private static string Percent(double share) => double.IsFinite(share) ? (100 * share).ToString("0", CultureInfo.InvariantCulture) + "%" : "a share that is not told";
}
