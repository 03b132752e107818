using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Markup;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>Where the columns of a forest plot stand: each as wide as what it holds, the rest for the axis.</summary>
internal sealed class ForestColumns
{
    private const double Gap = 14;
    private const double NarrowestPlot = 110;

    /// <summary>Measures a table.</summary>
    public ForestColumns(ForestTable table, ForestLayout layout)
    {
        var size = layout.Text;
        double Widest(IEnumerable<string> texts) => texts.Select(text => TextWidth.Of(text, size)).DefaultIfEmpty(0).Max();
        var hasCounts = layout.HasAllColumns && table.Rows.Any(row => row.Count is not null);
        var hasWeights = layout.HasAllColumns && table.Rows.Any(row => double.IsFinite(row.Weight));
        // A bold line is wider than a plain one.
        NameWidth = Math.Min(layout.LongestName, Math.Max(layout.LongestName * 0.55, Math.Max(Widest(table.Rows.Select(row => row.Study + row.Mark)), 1.08 * Widest(table.Summaries.Select(summary => summary.Label)))));
        var left = NameWidth;
        if (hasCounts)
            CountEnd = left += Gap + Widest(table.Rows.Select(row => row.Count ?? "").Append(table.CountHeading));
        WeightEnd = hasWeights ? layout.Width : double.NaN;
        EstimateEnd = hasWeights ? layout.Width - Gap - Widest(["Weight", "100.0 %"]) : layout.Width;
        var estimates = table.Rows.Where(row => double.IsFinite(row.Estimate)).Select(row => Estimate(table, row.Estimate, row.Low, row.High))
            .Concat(table.Summaries.Select(summary => Estimate(table, summary.Estimate, summary.Low, summary.High)));
        PlotLeft = left + Gap + 4;
        PlotRight = Math.Max(PlotLeft + NarrowestPlot, EstimateEnd - Gap - Math.Max(Widest(estimates) / 1.04, layout.HasAllColumns ? Widest([table.EstimateHeading]) : 0));
    }

    /// <summary>Room for a study's name, from the left edge.</summary>
    public double NameWidth { get; }

    /// <summary>Right edge of the counts; NaN where there are none.</summary>
    public double CountEnd { get; } = double.NaN;

    /// <summary>Left end of the axis.</summary>
    public double PlotLeft { get; }

    /// <summary>Right end of the axis.</summary>
    public double PlotRight { get; }

    /// <summary>Right edge of the estimates.</summary>
    public double EstimateEnd { get; }

    /// <summary>Right edge of the weights; NaN where there are none.</summary>
    public double WeightEnd { get; }

    /// <summary>An estimate with its interval as it is printed.</summary>
    public static string Estimate(ForestTable table, double estimate, double low, double high) =>
        Numbers.Fixed(table.Scale.Printed(estimate), table.Decimals) + " " + Interval(table, low, high);

    /// <summary>An interval as it is printed.</summary>
    public static string Interval(ForestTable table, double low, double high) =>
        Numbers.Interval(table.Scale.Printed(low), table.Scale.Printed(high), table.Decimals);

    /// <summary>
    /// An axis that holds the value of no effect, every estimate, the pooled and the prediction intervals; the interval of a small study may run beyond it by arrow,
    /// so that one imprecise study does not press all others together. An estimate far beyond the others is shown by arrow too.
    /// </summary>
    public Axis AxisOf(ForestTable table, int ticks)
    {
        var rows = table.Rows.Where(row => double.IsFinite(row.Estimate)).ToList();
        double Place(double value) => table.Scale.Placed(value);
        var pooled = table.Summaries.SelectMany(summary => new[] { summary.Estimate, summary.Low, summary.High, summary.PredictionLow, summary.PredictionHigh })
            .Append(table.Reference).Where(double.IsFinite).Select(Place).ToList();
        var centre = table.Overall is { } overall ? Place(overall.Estimate) : rows.Count > 0 ? Place(rows.Select(row => row.Estimate).Order().ElementAt(rows.Count / 2)) : 0;
        var reach = rows.Count > 4 ? Extent.Reach(rows.Select(row => Math.Abs(Place(row.Estimate) - centre))) : double.PositiveInfinity;
        var core = Extent.Of([.. rows.Select(row => Place(row.Estimate)).Where(value => Math.Abs(value - centre) <= reach), .. pooled]);
        var room = 0.35 * Math.Max(core.Length, table.Scale == Transformation.Exp ? 0.2 : 0.05);
        var far = Extent.Of([.. rows.SelectMany(row => new[] { Place(row.Low), Place(row.High) }), core.Low, core.High]);
        var (low, high) = (Math.Max(far.Low, core.Low - room), Math.Min(far.High, core.High + room));
        return table.Scale == Transformation.Exp ? Axis.OfRatio(low, high, PlotLeft, PlotRight, ticks) : new Axis(low, high, PlotLeft, PlotRight, ticks);
    }
}
