using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>
/// A funnel plot (Sterne and Egger 2001) with contours of significance (Peters et al. 2008): standard errors grow downwards, areas in which an effect differs from the
/// reference are the lighter the smaller p, the dashed funnel is where studies of one common effect would fall.
/// </summary>
public static class FunnelPlot
{
    private const double Width = 620;
    private const double ChartBottom = 440;

    /// <summary>Draws a funnel.</summary>
    /// <param name="data">The studies and what is known of them; effects finite, standard errors above 0.</param>
    /// <param name="id">Identifier of the drawing in its page: letters, digits and hyphens.</param>
    /// <exception cref="ArgumentException">There is no study, an effect is not finite, a standard error is not above 0, contour levels do not rise between 0 and 1.</exception>
    public static Drawing Draw(FunnelData data, string id = "funnel")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Points.Count, "study");
        foreach (var point in data.Points)
        {
            Demand.Finite("effect", point.Study, point.Effect);
            Demand.Positive("standard error", point.Study, point.StandardError);
        }
        var contours = data.Contours.Select(NormalQuantile.TwoSided).ToArray();
        var reach = Extent.Reach(data.Points.Select(point => point.StandardError)) * 1.04;
        var seen = data.Points.Where(point => point.StandardError <= reach).ToList();
        var region = data.Mean is null ? double.NaN : NormalQuantile.TwoSided(data.Level);
        var drawing = new Drawing(id, data.Title, Description(data, seen.Count));
        var x = Extent.Of([.. seen.Select(point => point.Effect), data.Reference, .. Feet(data.Reference, contours.LastOrDefault() * reach), .. Feet(data.Mean ?? double.NaN, region * reach)]);
        var chart = new Chart(drawing, 0, 6, Width, ChartBottom, new Scale(x.Padded(0.02), data.Scale.AxisLabel(data.EffectLabel), data.Scale == Transformation.Exp, Ticks: 7),
            new Scale(new Extent(0, reach), "Standard error", Falling: true, Ticks: 5));
        Shades(drawing, chart, data.Reference, contours);
        chart.Segment(data.Reference, chart.Y.Low, data.Reference, chart.Y.High, Ink.Quiet);
        if (data.Mean is { } mean)
        {
            chart.Segment(mean, chart.Y.Low, mean, chart.Y.High, Ink.Pooled, 1.3);
            foreach (var foot in Feet(mean, region * chart.Y.High))
                chart.Segment(mean, 0, foot, chart.Y.High, Ink.Pooled, 1.2, "5 4");
        }
        foreach (var line in data.Lines)
            Regression(chart, drawing, line);
        chart.Axes();
        foreach (var point in data.Points.OrderBy(point => point.Filled))
            Mark(drawing, chart, point, data.Scale);
        Words(drawing, data, contours, data.Points.Where(point => point.StandardError > reach));
        return drawing;
    }

    private static double[] Feet(double centre, double half) => double.IsFinite(centre + half) ? [centre - half, centre + half] : [];

    /// <summary>The widest area first; the narrower ones cover it, the innermost with paper.</summary>
    private static void Shades(Drawing drawing, Chart chart, double reference, double[] contours)
    {
        for (var j = contours.Length - 1; j >= 0; j--)
        {
            var half = contours[j] * chart.Y.High;
            var ink = j == 0 ? Ink.Paper : j == 1 ? Ink.Shade : Ink.Tint;
            drawing.Polygon(ink, (chart.X.At(reference), chart.Y.At(0)), (chart.X.At(reference - half), chart.Y.At(chart.Y.High)), (chart.X.At(reference + half), chart.Y.At(chart.Y.High)));
        }
    }

    private static void Regression(Chart chart, Drawing drawing, FunnelLine line)
    {
        if (!line.OnVariance)
        {
            chart.Segment(line.Limit, 0, line.Limit + line.Slope * chart.Y.High, chart.Y.High, Ink.Effect, 1.8, "9 3 2 3");
            return;
        }
        double[] errors = [.. Enumerable.Range(0, 61).Select(i => i / 60.0 * chart.Y.High)];
        drawing.Curve(chart.Path([.. errors.Select(e => line.Limit + line.Slope * e * e is var x && chart.X.Holds(x) ? x : double.NaN)], errors), Ink.Effect, 1.8, "2 3");
    }

    private static void Mark(Drawing drawing, Chart chart, FunnelPoint point, Transformation scale)
    {
        var name = $"{point.Study}: {Numbers.Fixed(scale.Printed(point.Effect), 3)}, SE {Numbers.Fixed(point.StandardError, 3)}";
        var (x, y) = (chart.X.At(point.Effect), chart.Y.At(point.StandardError));
        if (chart.Y.Holds(point.StandardError))
            drawing.Dot(x, y, 4.2, point.Filled ? Ink.Text : Ink.Effect, name, point.Filled);
        else
            drawing.Polygon(Ink.Effect, (x - 4.5, y - 8), (x + 4.5, y - 8), (x, y - 1));
    }

    private static void Words(Drawing drawing, FunnelData data, double[] contours, IEnumerable<FunnelPoint> beyond)
    {
        var legend = new Legend(drawing, 0, Width, ChartBottom + 8);
        legend.Dot(Ink.Effect, false, "study");
        if (data.Points.Any(point => point.Filled))
            legend.Dot(Ink.Text, true, "filled by trim-and-fill");
        if (data.Mean is not null)
            legend.Line(Ink.Pooled, 1.2, "5 4", $"pooled estimate and pseudo {PoolWords.Percent(data.Level)} % region");
        foreach (var line in data.Lines)
            legend.Line(Ink.Effect, 1.8, line.OnVariance ? "2 3" : "9 3 2 3", line.Label);
        for (var j = 0; j < contours.Length; j++)
        {
            var (p, next) = (Numbers.Fraction(1 - data.Contours[j], 2), j + 1 < contours.Length ? Numbers.Fraction(1 - data.Contours[j + 1], 2) : null);
            if (j == 0)
                legend.Area(Ink.Paper, $"p > {p}");
            if (j + 1 < contours.Length)
                legend.Area(j == 0 ? Ink.Shade : Ink.Tint, $"{next} < p \u2264 {p}");
        }
        var notes = beyond.Select(point => $"\u25BC Beyond the axis: {point.Study}, {Numbers.Fixed(data.Scale.Printed(point.Effect), 2)}, standard error {Numbers.Significant(point.StandardError, 3)}.").ToList();
        if (contours.Length > 0)
            notes.Add($"Outside the shaded areas p \u2264 {Numbers.Fraction(1 - data.Contours[^1], 2)} against {Numbers.Significant(data.Scale.Printed(data.Reference), 3)}.");
        legend.Notes([.. notes, .. data.Notes]);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
    }

    private static string Description(FunnelData data, int shown)
    {
        var filled = data.Points.Count(point => point.Filled);
        return $"Effects of {data.Points.Count - filled} studies against their standard errors, the most precise on top"
            + (filled > 0 ? $", with {filled} filled by trim-and-fill" : "") + (shown < data.Points.Count ? $"; {data.Points.Count - shown} beyond the axis" : "")
            + (data.Mean is { } mean ? $". Pooled estimate {Numbers.Fixed(data.Scale.Printed(mean), 2)}" : "") + ".";
    }
}
