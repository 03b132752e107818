using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A study in a bubble plot.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Moderator">Value of the moderator.</param>
/// <param name="Effect">Its effect on the scale of the pool.</param>
/// <param name="Weight">Its weight, at least 0; the area of its bubble.</param>
public sealed record BubblePoint(string Study, double Moderator, double Effect, double Weight);

/// <summary>The regression line at one value of the moderator.</summary>
/// <param name="Moderator">The value.</param>
/// <param name="Estimate">Effect expected there.</param>
/// <param name="Low">Lower confidence limit.</param>
/// <param name="High">Upper confidence limit.</param>
/// <param name="PredictionLow">Lower prediction limit; NaN for none.</param>
/// <param name="PredictionHigh">Upper prediction limit; NaN for none.</param>
public sealed record BubbleLine(double Moderator, double Estimate, double Low, double High, double PredictionLow = double.NaN, double PredictionHigh = double.NaN);

/// <summary>What a bubble plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="ModeratorLabel">What the moderator measures.</param>
/// <param name="EffectLabel">What effects are.</param>
/// <param name="Points">The studies.</param>
/// <param name="Line">The regression line at rising values of the moderator, two at least; empty for none.</param>
public sealed record BubbleData(string Title, string ModeratorLabel, string EffectLabel, IReadOnlyList<BubblePoint> Points, IReadOnlyList<BubbleLine> Line)
{
    /// <summary>The scale of the effects.</summary>
    public Transformation Scale { get; init; }

    /// <summary>Confidence level of the band.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Remarks below the plot, such as the slope and its test.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A bubble plot of a meta-regression: effects against a moderator, areas proportional to weight, the line with its band.</summary>
public static class BubblePlot
{
    private const double Width = 620;
    private const double ChartBottom = 430;
    private const double Largest = 17;
    private const int MostNames = 16;

    /// <summary>Draws a bubble plot.</summary>
    /// <param name="data">The studies and the line.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no study, a number is not finite, a weight is below 0.</exception>
    public static Drawing Draw(BubbleData data, string id = "bubble")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Points.Count, "study");
        foreach (var point in data.Points)
        {
            Demand.Finite("moderator, effect or weight", point.Study, point.Moderator, point.Effect, point.Weight);
            if (point.Weight < 0)
                throw new ArgumentException($"Found weight {point.Weight} of {point.Study}, expected at least 0.", nameof(data));
        }
        foreach (var at in data.Line)
            Demand.Finite("line", data.ModeratorLabel, at.Moderator, at.Estimate, at.Low, at.High);
        var drawing = new Drawing(id, data.Title, Description(data));
        var x = Extent.Of([.. data.Points.Select(point => point.Moderator), .. data.Line.Select(at => at.Moderator)]);
        var y = Extent.Of([.. data.Points.Select(point => point.Effect), 0, .. data.Line.SelectMany(at => new[] { at.Low, at.High })]);
        // Prediction limits are shown whole where they leave the studies room, and cut where they do not.
        var whole = Extent.Of([y.Low, y.High, .. data.Line.SelectMany(at => new[] { at.PredictionLow, at.PredictionHigh })]);
        if (whole.Length < 2.2 * y.Length)
            y = whole;
        var chart = new Chart(drawing, 0, 6, Width, ChartBottom, new Scale(x.Padded(0.03), data.ModeratorLabel),
            new Scale(y.Padded(0.04), data.Scale.AxisLabel(data.EffectLabel), data.Scale == Transformation.Exp));
        Band(drawing, chart, data.Line);
        chart.Across(0, Ink.Quiet, "2 3");
        Line(drawing, chart, data.Line);
        chart.Axes();
        var largest = Math.Max(data.Points.Max(point => point.Weight), double.Epsilon);
        double Radius(BubblePoint point) => Math.Max(2.2, Math.Sqrt(point.Weight / largest) * Largest);
        foreach (var point in data.Points.OrderByDescending(point => point.Weight).ThenBy(point => point.Study, StringComparer.Ordinal))
            drawing.Bubble(chart.X.At(point.Moderator), chart.Y.At(point.Effect), Radius(point), Ink.Effect, $"{point.Study}: {Numbers.Fixed(data.Scale.Printed(point.Effect), 3)}");
        if (data.Points.Count <= MostNames)
        {
            var names = new PointNames(drawing, chart, data.Points.Select(point => (chart.X.At(point.Moderator), chart.Y.At(point.Effect), Radius(point) * 0.8)), 110);
            foreach (var point in data.Points)
                names.Write(chart.X.At(point.Moderator), chart.Y.At(point.Effect), Radius(point), point.Study);
        }
        var legend = new Legend(drawing, 0, Width, ChartBottom + 8);
        legend.Dot(Ink.Effect, true, "study, its area the weight");
        if (data.Line.Count > 1)
        {
            legend.Line(Ink.Pooled, 2, null, "regression line");
            legend.Area(Ink.Tint, $"{PoolWords.Percent(data.Level)} % confidence band");
            if (data.Line.Any(at => double.IsFinite(at.PredictionLow)))
                legend.Line(Ink.Pooled, 1.1, "5 4", $"{PoolWords.Percent(data.Level)} % prediction limits");
        }
        legend.Notes(data.Notes);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
        return drawing;
    }

    private static void Band(Drawing drawing, Chart chart, IReadOnlyList<BubbleLine> line)
    {
        if (line.Count < 2)
            return;
        drawing.Polygon(Ink.Tint, [.. line.Select(at => (chart.X.At(at.Moderator), chart.Y.At(at.Low))), .. line.Reverse().Select(at => (chart.X.At(at.Moderator), chart.Y.At(at.High)))]);
    }

    private static void Line(Drawing drawing, Chart chart, IReadOnlyList<BubbleLine> line)
    {
        if (line.Count < 2)
            return;
        double[] x = [.. line.Select(at => at.Moderator)];
        drawing.Curve(chart.Path(x, [.. line.Select(at => at.Estimate)]), Ink.Pooled, 2);
        foreach (double[] limit in new double[][] { [.. line.Select(at => at.PredictionLow)], [.. line.Select(at => at.PredictionHigh)] })
            if (limit.Any(double.IsFinite))
                drawing.Curve(chart.Path(x, [.. limit.Select(value => chart.Y.Holds(value) ? value : double.NaN)]), Ink.Pooled, 1.1, "5 4");
    }

    private static string Description(BubbleData data) => $"Effects of {data.Points.Count} studies against {data.ModeratorLabel}"
        + (data.Line.Count > 1
            ? $"; the line goes from {Numbers.Fixed(data.Scale.Printed(data.Line[0].Estimate), 2)} at {Numbers.Significant(data.Line[0].Moderator, 4)} to {Numbers.Fixed(data.Scale.Printed(data.Line[^1].Estimate), 2)} at {Numbers.Significant(data.Line[^1].Moderator, 4)}"
            : "") + ".";
}
