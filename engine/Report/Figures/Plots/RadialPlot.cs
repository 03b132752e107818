using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>
/// A radial plot (Galbraith 1988): standardised effects against precision. A line from the origin through a study points, on the arc at the right, at its effect;
/// studies outside the band differ from the pooled estimate.
/// </summary>
public static class RadialPlot
{
    private const double Width = 620;
    private const double ChartBottom = 420;
    private const double ArcRoom = 86;

    /// <summary>Draws a radial plot.</summary>
    /// <param name="data">The studies and the pooled estimate; effects finite, standard errors above 0.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no study, a number is not finite, a standard error is not above 0, tau-squared is below 0.</exception>
    public static Drawing Draw(RadialData data, string id = "radial")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Points.Count, "study");
        Demand.Finite("estimate", "the pool", data.Mean, data.Tau2);
        if (data.Tau2 < 0)
            throw new ArgumentException($"Found tau-squared {data.Tau2}, expected at least 0.", nameof(data));
        foreach (var point in data.Points)
        {
            Demand.Finite("effect", point.Study, point.Effect);
            Demand.Positive("standard error", point.Study, point.StandardError);
        }
        var precise = data.Points.Select(point => 1 / Math.Sqrt(point.StandardError * point.StandardError + data.Tau2)).ToArray();
        var z = data.Points.Select((point, i) => point.Effect * precise[i]).ToArray();
        var band = NormalQuantile.TwoSided(data.Level);
        // The lines end where the axis ends, a little beyond the most precise study.
        var longest = 1.03 * precise.Max();
        var drawing = new Drawing(id, data.Title, Description(data, precise, band));
        var y = Extent.Of([.. z, -band - 0.4, band + 0.4, data.Mean * longest + band + 0.4, data.Mean * longest - band - 0.4]);
        var chart = new Chart(drawing, 0, 6, Width - ArcRoom, ChartBottom,
            new Scale(new Extent(0, longest), data.Tau2 > 0 ? "Precision, 1 / \u221A(v + \u03C4\u00B2)" : "Precision, 1 / \u221Av"), new Scale(y, data.Tau2 > 0 ? "Effect / \u221A(v + \u03C4\u00B2)" : "Effect / \u221Av"));
        drawing.Polygon(Ink.Tint, (chart.X.At(0), chart.Y.At(band)), (chart.X.At(longest), chart.Y.At(data.Mean * longest + band)),
            (chart.X.At(longest), chart.Y.At(data.Mean * longest - band)), (chart.X.At(0), chart.Y.At(-band)));
        chart.Segment(0, 0, longest, 0, Ink.Quiet, dashes: "2 3");
        chart.Segment(0, 0, longest, data.Mean * longest, Ink.Pooled, 1.8);
        chart.Axes();
        for (var i = 0; i < z.Length; i++)
            drawing.Dot(chart.X.At(precise[i]), chart.Y.At(z[i]), 4.2, Ink.Effect, $"{data.Points[i].Study}: {Numbers.Fixed(data.Scale.Printed(data.Points[i].Effect), 3)}");
        Arc(drawing, chart, data, longest);
        var legend = new Legend(drawing, 0, Width, ChartBottom + 8);
        legend.Line(Ink.Pooled, 1.8, null, $"pooled estimate {Numbers.Fixed(data.Scale.Printed(data.Mean), 2)}");
        legend.Area(Ink.Tint, $"within \u00B1{Numbers.Fixed(band, 2)} of it");
        legend.Line(Ink.Quiet, 1, "2 3", "no effect");
        legend.Notes(data.Notes);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
        return drawing;
    }

    /// <summary>Effects on an arc about the origin, each where a line of that slope meets it.</summary>
    private static void Arc(Drawing drawing, Chart chart, RadialData data, double longest)
    {
        var (originX, originY) = (chart.X.At(0), chart.Y.At(0));
        var radius = chart.Right - originX + 16;
        // Pixels upwards for a slope of one at one pixel rightwards.
        var steep = (originY - chart.Y.At(chart.Y.High)) / chart.Y.High / ((chart.X.At(longest) - originX) / longest);
        var (top, bottom) = (Math.Atan2(originY - chart.Top + 4, radius * 0.9), -Math.Atan2(chart.Bottom - originY - 4, radius * 0.9));
        (double X, double Y) At(double angle, double more) => (originX + (radius + more) * Math.Cos(angle), originY - (radius + more) * Math.Sin(angle));
        var effects = data.Points.Select(point => point.Effect).Append(0).Append(data.Mean).Select(effect => Math.Clamp(Math.Atan(effect * steep), bottom, top)).ToList();
        var (from, to) = (effects.Min(), effects.Max());
        if (to - from < 0.05)
            (from, to) = (Math.Max(bottom, from - 0.2), Math.Min(top, to + 0.2));
        var (first, last) = (At(from, 0), At(to, 0));
        drawing.Curve($"M{Numbers.Coordinate(first.X)} {Numbers.Coordinate(first.Y)}A{Numbers.Coordinate(radius)} {Numbers.Coordinate(radius)} 0 0 0 {Numbers.Coordinate(last.X)} {Numbers.Coordinate(last.Y)}");
        var (low, high) = (Math.Tan(from) / steep, Math.Tan(to) / steep);
        var axis = data.Scale == Transformation.Exp ? Axis.OfRatio(low, high, 0, 1, 7) : new Axis(low, high, 0, 1, 7);
        var previous = double.PositiveInfinity;
        foreach (var tick in axis.Ticks)
        {
            var angle = Math.Atan(tick * steep);
            if (angle < from - 1e-9 || angle > to + 1e-9)
                continue;
            var ((x1, y1), (x2, y2), (x, y)) = (At(angle, 0), At(angle, 5), At(angle, 9));
            drawing.Line(x1, y1, x2, y2);
            if (previous - y < Chart.TickText + 1)
                continue;
            drawing.Text(x, y + 4, axis.Label(tick), Chart.TickText);
            previous = y;
        }
        drawing.TextUpwards(Width - 4, (first.Y + last.Y) / 2, Markup.TextWidth.Cut(data.Scale.AxisLabel(data.EffectLabel), Chart.TickText + 0.5, ChartBottom - 40), Chart.TickText + 0.5);
    }

    private static string Description(RadialData data, double[] precise, double band)
    {
        var outside = data.Points.Where((point, i) => Math.Abs(point.Effect - data.Mean) * precise[i] > band).Select(point => point.Study).ToList();
        return $"Standardised effects of {data.Points.Count} studies against their precision. Pooled estimate {Numbers.Fixed(data.Scale.Printed(data.Mean), 2)}. "
            + (outside.Count == 0 ? "No study lies outside the band." : $"Outside the band: {string.Join(", ", outside.Take(12))}{(outside.Count > 12 ? $" and {outside.Count - 12} more" : "")}.");
    }
}
