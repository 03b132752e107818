using IpdEngine.Report.Figures.Canvas;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A study in a Baujat plot.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Heterogeneity">Its contribution to Q, at least 0.</param>
/// <param name="Influence">Its influence on the pooled estimate: the squared standardised difference without it, at least 0.</param>
public sealed record BaujatStudy(string Study, double Heterogeneity, double Influence);

/// <summary>What a Baujat plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Points">The studies.</param>
public sealed record BaujatData(string Title, IReadOnlyList<BaujatStudy> Points)
{
    /// <summary>Remarks below the plot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A Baujat plot (Baujat et al. 2002): which studies make heterogeneity, and which of those move the pooled estimate.</summary>
public static class BaujatPlot
{
    private const double Width = 620;
    private const double ChartBottom = 430;
    private const int MostNames = 24;

    /// <summary>Draws a Baujat plot; the studies farthest out are named.</summary>
    /// <param name="data">The studies.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no study, or a number is below 0 or not finite.</exception>
    public static Drawing Draw(BaujatData data, string id = "baujat")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Points.Count, "study");
        foreach (var point in data.Points)
        {
            Demand.Finite("contribution", point.Study, point.Heterogeneity, point.Influence);
            if (point.Heterogeneity < 0 || point.Influence < 0)
                throw new ArgumentException($"Found contribution {point.Heterogeneity} and influence {point.Influence} of {point.Study}, expected numbers of at least 0.", nameof(data));
        }
        var (right, top) = (data.Points.Max(point => point.Heterogeneity), data.Points.Max(point => point.Influence));
        var ranked = data.Points.OrderByDescending(point => Share(point.Heterogeneity, right) + Share(point.Influence, top)).ThenBy(point => point.Study, StringComparer.Ordinal).ToList();
        var drawing = new Drawing(id, data.Title, $"Contribution to heterogeneity and influence on the pooled estimate of {data.Points.Count} studies. Farthest out: "
            + string.Join(", ", ranked.Take(3).Select(point => $"{point.Study} ({Numbers.Significant(point.Heterogeneity, 3)}; {Numbers.Significant(point.Influence, 3)})")) + ".");
        var chart = new Chart(drawing, 0, 6, Width, ChartBottom, new Scale(new Extent(0, right > 0 ? right * 1.04 : 1), "Contribution to heterogeneity (squared Pearson residual)"),
            new Scale(new Extent(0, top > 0 ? top * 1.05 : 1), "Influence on the pooled estimate"));
        foreach (var tick in chart.Y.Ticks.Skip(1))
            chart.Across(tick, Ink.Tint);
        chart.Axes();
        foreach (var point in data.Points)
            drawing.Dot(chart.X.At(point.Heterogeneity), chart.Y.At(point.Influence), 4.2, Ink.Effect, point.Study);
        var names = new PointNames(drawing, chart, data.Points.Select(point => (chart.X.At(point.Heterogeneity), chart.Y.At(point.Influence), 3.4)));
        var unnamed = data.Points.Count - ranked.Take(MostNames).Count(point => names.Write(chart.X.At(point.Heterogeneity), chart.Y.At(point.Influence), 4.2, point.Study));
        var legend = new Legend(drawing, 0, Width, ChartBottom + 8);
        legend.Notes([.. unnamed == 0 ? Array.Empty<string>() : [$"{unnamed} {(unnamed == 1 ? "study" : "studies")} nearer to the origin {(unnamed == 1 ? "is" : "are")} not named."], .. data.Notes]);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
        return drawing;
    }

    private static double Share(double value, double largest) => largest > 0 ? value / largest : 0;
}
