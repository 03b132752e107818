using System.Text;
using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>What a GOSH plot shows: a pool of each of many subsets of the studies.</summary>
/// <param name="Title">Its title.</param>
/// <param name="EffectLabel">What effects are.</param>
/// <param name="Estimates">Pooled estimate of each subset (n) on the scale of the pool.</param>
/// <param name="I2">I-squared of each subset in percent (n), 0 to 100.</param>
public sealed record GoshData(string Title, string EffectLabel, IReadOnlyList<double> Estimates, IReadOnlyList<double> I2)
{
    /// <summary>The scale of the effects.</summary>
    public Transformation Scale { get; init; }

    /// <summary>True for subsets that hold the study singled out (n); empty where none is.</summary>
    public IReadOnlyList<bool> Holds { get; init; } = [];

    /// <summary>The study singled out.</summary>
    public string? Study { get; init; }

    /// <summary>The estimate of all studies together; null where it is not marked.</summary>
    public double? Overall { get; init; }

    /// <summary>Remarks below the plot, such as how subsets were drawn.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// A GOSH plot (Olkin, Dahabreh and Trikalinos 2012): heterogeneity against the estimate over subsets, with both distributions at the margins. Clusters are
/// subsets with and without an influential study.
/// </summary>
public static class GoshPlot
{
    private const double Width = 620;
    private const double Margin = 62;
    private const double ChartBottom = 470;
    private const int Bins = 60;

    // Subsets are drawn on a grid of this many cells a pixel, so that a million of them make a file no larger than ten thousand.
    private const double Cells = 1 / 1.3;

    /// <summary>Draws a GOSH plot.</summary>
    /// <param name="data">The subsets.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no subset, lengths differ, a number is not finite, or I-squared is not between 0 and 100.</exception>
    public static Drawing Draw(GoshData data, string id = "gosh")
    {
        ArgumentNullException.ThrowIfNull(data);
        Check(data);
        var x = Extent.Of(data.Estimates);
        var (low, high) = (data.I2.Min(), Math.Max(data.I2.Max(), 1));
        var drawing = new Drawing(id, data.Title, $"{Numbers.Count(data.Estimates.Count)} subsets of studies: estimates from {Numbers.Fixed(data.Scale.Printed(x.Low), 2)} to "
            + $"{Numbers.Fixed(data.Scale.Printed(x.High), 2)}, I\u00B2 from {Numbers.Fixed(low, 1)} % to {Numbers.Fixed(high, 1)} %"
            + (data.Holds.Count > 0 ? $"; subsets with {data.Study} are marked" : "") + ".");
        var chart = new Chart(drawing, 0, Margin, Width - Margin, ChartBottom, new Scale(x.Padded(0.02), data.Scale.AxisLabel(data.EffectLabel), data.Scale == Transformation.Exp),
            new Scale(new Extent(Math.Max(0, low - 1), Math.Min(100, Math.Max(high, low + 1))), "I\u00B2 in percent"));
        if (data.Overall is { } overall)
            chart.Upwards(overall, Ink.Quiet, "5 4");
        Scatter(drawing, chart, data);
        chart.Axes();
        Histograms(drawing, chart, data);
        var legend = new Legend(drawing, 0, Width, ChartBottom + 8);
        if (data.Holds.Count > 0)
        {
            legend.Dot(Ink.Pooled, false, $"subsets with {data.Study}");
            legend.Dot(Ink.Ghost, false, "subsets without");
        }
        else
            legend.Dot(Ink.Effect, false, "a subset of studies");
        if (data.Overall is not null)
            legend.Line(Ink.Quiet, 1, "5 4", "all studies");
        legend.Notes(data.Notes);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
        return drawing;
    }

    private static void Check(GoshData data)
    {
        Demand.Some(data.Estimates.Count, "subset");
        if (data.I2.Count != data.Estimates.Count || data.Holds.Count != 0 && data.Holds.Count != data.Estimates.Count)
            throw new ArgumentException($"Found {data.Estimates.Count} estimates, {data.I2.Count} values of I-squared and {data.Holds.Count} marks, expected as many of each (or no marks).", nameof(data));
        for (var i = 0; i < data.Estimates.Count; i++)
        {
            Demand.Finite("estimate or I-squared", $"subset {i + 1}", data.Estimates[i], data.I2[i]);
            if (data.I2[i] is < 0 or > 100)
                throw new ArgumentException($"Found I-squared {data.I2[i]} of subset {i + 1}, expected percent from 0 to 100.", nameof(data));
        }
    }

    /// <summary>One path an ink; subsets that hold the study go on top.</summary>
    private static void Scatter(Drawing drawing, Chart chart, GoshData data)
    {
        if (data.Holds.Count == 0)
        {
            drawing.Curve(Dots(chart, data, _ => true), Ink.Effect, 1.9, round: true);
            return;
        }
        drawing.Curve(Dots(chart, data, i => !data.Holds[i]), Ink.Ghost, 1.9, round: true);
        drawing.Curve(Dots(chart, data, i => data.Holds[i]), Ink.Pooled, 1.5, round: true);
    }

    private static string Dots(Chart chart, GoshData data, Func<int, bool> shown)
    {
        var cells = new SortedSet<(int Y, int X)>();
        for (var i = 0; i < data.Estimates.Count; i++)
            if (shown(i))
                cells.Add(((int)Math.Round(chart.Y.At(data.I2[i]) * Cells), (int)Math.Round(chart.X.At(data.Estimates[i]) * Cells)));
        var path = new StringBuilder();
        foreach (var (y, x) in cells)
            path.Append('M').Append(Numbers.Coordinate(x / Cells)).Append(' ').Append(Numbers.Coordinate(y / Cells)).Append("h0");
        return path.ToString();
    }

    private static void Histograms(Drawing drawing, Chart chart, GoshData data)
    {
        var across = Counts(data.Estimates, chart.X);
        var upwards = Counts(data.I2, chart.Y);
        var (wide, tall) = ((chart.Right - chart.Left) / Bins, (chart.Bottom - chart.Top) / Bins);
        for (var bin = 0; bin < Bins; bin++)
        {
            var height = across[bin] * (Margin - 8);
            if (height > 0)
                drawing.Box(chart.Left + bin * wide, chart.Top - 6 - height, wide - 0.6, height, Ink.Effect);
            var length = upwards[bin] * (Margin - 8);
            if (length > 0)
                drawing.Box(chart.Right + 6, chart.Bottom - (bin + 1) * tall, length, tall - 0.6, Ink.Effect);
        }
    }

    /// <summary>Subsets in each bin of an axis, as a share of the fullest.</summary>
    private static double[] Counts(IReadOnlyList<double> values, Axis axis)
    {
        var counts = new double[Bins];
        foreach (var value in values)
            counts[Math.Clamp((int)((value - axis.Low) / (axis.High - axis.Low) * Bins), 0, Bins - 1)]++;
        var most = counts.Max();
        return [.. counts.Select(count => count / most)];
    }
}
