using IpdEngine.Report.Figures.Canvas;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A study's influence, by metafor's names; NaN where a measure is not defined.</summary>
/// <param name="Study">Its name.</param>
/// <param name="RStudent">Externally standardised residual.</param>
/// <param name="DfFits">Change of the fitted value in standard errors.</param>
/// <param name="CookD">Cook's distance.</param>
/// <param name="CovR">Ratio of the covariances' determinants without and with it.</param>
/// <param name="Tau2Del">tau-squared without it.</param>
/// <param name="QeDel">Q without it.</param>
/// <param name="Hat">Leverage.</param>
/// <param name="Weight">Weight in percent.</param>
/// <param name="Influential">True where it is held influential.</param>
public sealed record InfluencePoint(
    string Study, double RStudent, double DfFits, double CookD, double CovR, double Tau2Del, double QeDel, double Hat, double Weight, bool Influential);

/// <summary>What an influence plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Points">The studies.</param>
/// <param name="Tau2">tau-squared of all studies.</param>
/// <param name="Q">Q of all studies.</param>
public sealed record InfluenceData(string Title, IReadOnlyList<InfluencePoint> Points, double Tau2, double Q)
{
    /// <summary>Coefficients of the model.</summary>
    public int Coefficients { get; init; } = 1;

    /// <summary>Remarks below the plot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>Influence of each study as small multiples (Viechtbauer and Cheung 2010); reference lines are metafor's.</summary>
public static class InfluencePlot
{
    private const double Width = 640;
    private const double PanelHeight = 148;
    private const double Gap = 20;
    private const int MostNamed = 60;

    /// <summary>Draws the eight measures.</summary>
    /// <param name="data">The studies.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no study, or a number of all studies is not finite.</exception>
    public static Drawing Draw(InfluenceData data, string id = "influence")
    {
        ArgumentNullException.ThrowIfNull(data);
        Demand.Some(data.Points.Count, "study");
        Demand.Finite("tau-squared or Q", "all studies", data.Tau2, data.Q);
        var influential = data.Points.Where(point => point.Influential).Select(point => point.Study).ToList();
        var drawing = new Drawing(id, data.Title, $"Eight measures of the influence of {data.Points.Count} studies. "
            + (influential.Count == 0 ? "None is held influential." : $"Held influential: {string.Join(", ", influential.Take(12))}{(influential.Count > 12 ? $" and {influential.Count - 12} more" : "")}."));
        double k = data.Points.Count, p = data.Coefficients;
        var residual = 3 * Math.Sqrt(p / Math.Max(1, k - p));
        (string Name, Func<InfluencePoint, double> Value, double Centre, double[] Limits)[] panels =
        [
            ("rstudent", point => point.RStudent, 0, [-1.96, 1.96]), ("dffits", point => point.DfFits, 0, [-residual, residual]),
            ("Cook\u2019s distance", point => point.CookD, double.NaN, [MathNet.Numerics.Distributions.ChiSquared.InvCDF(p, 0.5)]), ("cov.r", point => point.CovR, 1, []),
            ("\u03C4\u00B2 without the study", point => point.Tau2Del, data.Tau2, []), ("Q without the study", point => point.QeDel, data.Q, []),
            ("hat", point => point.Hat, p / k, [3 * p / k]), ("weight in percent", point => point.Weight, 100 / k, []),
        ];
        var wide = (Width - Gap) / 2;
        for (var i = 0; i < panels.Length; i++)
            Panel(drawing, data.Points, panels[i], i % 2 * (wide + Gap), 6 + i / 2 * (PanelHeight + Gap), wide);
        var legend = new Legend(drawing, 0, Width, 6 + 4 * (PanelHeight + Gap) - 4);
        legend.Dot(Ink.Effect, true, "study");
        legend.Dot(Ink.Pooled, false, "held influential");
        legend.Line(Ink.Quiet, 1, null, "no influence, or the value of all studies");
        legend.Line(Ink.Quiet, 1, "5 4", "limit");
        legend.Notes([Key(data.Points), .. data.Notes]);
        (drawing.Width, drawing.Height) = (Width, legend.Bottom);
        return drawing;
    }

    private static void Panel(Drawing drawing, IReadOnlyList<InfluencePoint> points, (string Name, Func<InfluencePoint, double> Value, double Centre, double[] Limits) panel, double left, double top, double wide)
    {
        var values = points.Select(panel.Value).ToArray();
        var range = Extent.Of([.. values, panel.Centre, .. panel.Limits.Where(limit => Math.Abs(limit) < 4 * values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max())]);
        drawing.Text(left + wide / 2, top + 10, panel.Name, Chart.TickText + 0.5, "middle", bold: true);
        var chart = new Chart(drawing, left, top + 14, left + wide, top + PanelHeight, new Scale(new Extent(1, points.Count), "", Ticks: 16, Numbered: true), new Scale(range.Padded(0.06), "", Ticks: 4));
        if (double.IsFinite(panel.Centre))
            chart.Across(panel.Centre);
        foreach (var limit in panel.Limits)
            chart.Across(limit, Ink.Quiet, "5 4");
        drawing.Curve(chart.Path([.. Enumerable.Range(1, values.Length).Select(number => (double)number)], values), Ink.Faint, 1.2);
        chart.Axes();
        var radius = points.Count > 80 ? 1.8 : points.Count > 40 ? 2.3 : 3;
        for (var i = 0; i < values.Length; i++)
            if (double.IsFinite(values[i]))
                drawing.Dot(chart.X.At(i + 1), chart.Y.At(values[i]), points[i].Influential ? radius + 0.8 : radius, points[i].Influential ? Ink.Pooled : Ink.Effect,
                    $"{points[i].Study}: {Numbers.Significant(values[i], 2)}", hollow: !points[i].Influential);
    }

    private static string Key(IReadOnlyList<InfluencePoint> points)
    {
        var shown = points.Select((point, i) => (point, Number: i + 1)).Where(item => points.Count <= MostNamed || item.point.Influential).Select(item => $"{item.Number}\u00A0{item.point.Study.Replace(' ', '\u00A0')}").ToList();
        return shown.Count == 0 ? $"{points.Count} studies in the order of the table." : (points.Count <= MostNamed ? "Studies: " : "Held influential: ") + string.Join(", ", shown) + ".";
    }
}
