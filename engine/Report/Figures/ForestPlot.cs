using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Figures;

/// <summary>
/// A forest plot as journals print it (Lewis and Clarke 2001): a square a study sized by weight, its interval, the pooled diamond, the
/// prediction interval with its definition, heterogeneity, and which studies are not in it and why.
/// </summary>
internal sealed class ForestPlot
{
    private readonly ForestData data;
    private readonly ForestLayout layout;
    private readonly Drawing drawing;
    private readonly Axis axis;
    private readonly UnivariateFit fit;
    private readonly double right;
    private double y;

    private ForestPlot(ForestData data, ForestLayout layout, string id)
    {
        this.data = data;
        this.layout = layout;
        fit = data.Pool.Fit!;
        right = Math.Min(layout.PlotRight, layout.EstimateEnd - 10 - EstimateWidth(data, layout.Text));
        drawing = new Drawing(id, $"Forest plot: {Names.Effect(data.Pool.Effect)} ({Names.ShortModel(data.Pool.Model)})", ForestWords.Description(data));
        axis = ForestRange.AxisOf(data, layout.PlotLeft, right, layout.Ticks);
    }

    /// <summary>Draws a pool.</summary>
    /// <param name="data">The pool and its studies.</param>
    /// <param name="layout">Where the columns stand.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    public static Drawing Of(ForestData data, ForestLayout layout, string id)
    {
        var plot = new ForestPlot(data, layout, id);
        plot.Draw();
        return plot.drawing;
    }

    private void Draw()
    {
        Heading();
        var top = y;
        foreach (var row in data.Rows)
            Study(row);
        y += 6;
        drawing.Line(0, y, layout.Width, y, Ink.Faint);
        Pooled();
        Prediction();
        y += 4;
        drawing.Line(axis.At(0), top, axis.At(0), y, Ink.Quiet);
        drawing.Line(axis.At(data.Estimate), top, axis.At(data.Estimate), y - 2 * layout.RowHeight, Ink.Pooled, dashes: "2 3");
        Scale();
        Notes();
        drawing.Width = layout.Width;
        drawing.Height = y + 6;
    }

    private void Heading()
    {
        y = layout.RowHeight;
        drawing.Text(0, y, "Study", layout.Text, bold: true);
        if (layout.HasAllColumns)
        {
            drawing.Text(layout.CountEnd, y, "N", layout.Text, "end", bold: true);
            drawing.Text(layout.WeightEnd, y, "Weight", layout.Text, "end", bold: true);
        }
        var name = data.IsCorrelation ? "r" : "b";
        drawing.Text(layout.EstimateEnd, y, $"{name} [{PoolWords.Percent(fit.Options.Level)} % CI]", layout.Text, "end", bold: true);
        y += 7;
        drawing.Line(0, y, layout.Width, y, Ink.Text);
        y += 2;
    }

    private void Study(ForestRow row)
    {
        y += layout.RowHeight;
        var marks = ForestWords.Marks(row);
        drawing.Text(0, y, TextWidth.Cut(row.Study, layout.Text, layout.StudyWidth - TextWidth.Of(marks, layout.Text)) + marks, layout.Text);
        if (double.IsNaN(row.Estimate))
        {
            drawing.Text(layout.EstimateEnd, y, "suppressed", layout.Text, "end", Ink.Quiet);
            return;
        }
        Interval(row, y - layout.Text * 0.34);
        drawing.Text(layout.EstimateEnd, y, ForestWords.Estimate(row.Estimate, row.Low, row.High, data.Decimals), layout.Text, "end");
        if (!layout.HasAllColumns)
            return;
        drawing.Text(layout.CountEnd, y, row.Participants, layout.Text, "end");
        drawing.Text(layout.WeightEnd, y, Numbers.Fixed(row.Weight, 1) + " %", layout.Text, "end");
    }

    private void Interval(ForestRow row, double middle)
    {
        drawing.Line(axis.At(row.Low), middle, axis.At(row.High), middle, Ink.Effect, 1.3);
        Limit(row.Low, middle, -1);
        Limit(row.High, middle, 1);
        // The area of a square is proportional to weight; the largest fills the row.
        var largest = data.Rows.Max(other => double.IsNaN(other.Weight) ? 0 : other.Weight);
        var half = Math.Max(1.6, Math.Sqrt(row.Weight / largest) * layout.RowHeight * 0.3);
        if (axis.Holds(row.Estimate))
            drawing.Box(axis.At(row.Estimate) - half, middle - half, 2 * half, 2 * half, Ink.Effect);
    }

    private void Limit(double value, double middle, int side)
    {
        var x = axis.At(value);
        if (axis.Holds(value))
            drawing.Line(x, middle - 3, x, middle + 3, Ink.Effect, 1.3);
        else
            drawing.Polygon(Ink.Effect, (x + side * 4, middle), (x - side * 3, middle - 3.5), (x - side * 3, middle + 3.5));
    }

    private void Pooled()
    {
        y += layout.RowHeight + 2;
        drawing.Text(0, y, layout.HasAllColumns ? $"Pooled effect (k = {fit.K})" : $"Pooled, k = {fit.K}", layout.Text, bold: true);
        var middle = y - layout.Text * 0.34;
        var half = layout.RowHeight * 0.32;
        drawing.Polygon(Ink.Pooled, (axis.At(data.Low), middle), (axis.At(data.Estimate), middle - half), (axis.At(data.High), middle),
            (axis.At(data.Estimate), middle + half));
        drawing.Text(layout.EstimateEnd, y, ForestWords.Estimate(data.Estimate, data.Low, data.High, data.Decimals), layout.Text, "end", bold: true);
        if (layout.HasAllColumns)
            drawing.Text(layout.WeightEnd, y, "100 %", layout.Text, "end", bold: true);
    }

    private void Prediction()
    {
        y += layout.RowHeight;
        if (double.IsNaN(data.PredictionLow))
            return;
        var middle = y - layout.Text * 0.34;
        drawing.Text(0, y, layout.HasAllColumns ? "Prediction interval" : "Prediction", layout.Text);
        drawing.Line(axis.At(data.PredictionLow), middle, axis.At(data.PredictionHigh), middle, Ink.Pooled, 2.4);
        foreach (var limit in new[] { data.PredictionLow, data.PredictionHigh })
            drawing.Line(axis.At(limit), middle - 4.5, axis.At(limit), middle + 4.5, Ink.Pooled, 2.4);
        drawing.Text(layout.EstimateEnd, y, Numbers.Interval(data.PredictionLow, data.PredictionHigh, data.Decimals), layout.Text, "end");
    }

    private void Scale()
    {
        y += 5;
        drawing.Line(layout.PlotLeft, y, right, y);
        foreach (var tick in axis.Ticks)
        {
            drawing.Line(axis.At(tick), y, axis.At(tick), y + 4);
            drawing.Text(axis.At(tick), y + 16, Numbers.Fixed(tick, axis.Decimals), layout.Text - 1, "middle");
        }
        y += 18;
        var middle = layout.HasAllColumns ? (layout.PlotLeft + right) / 2 : layout.Width / 2;
        foreach (var line in TextWidth.Wrap(ForestWords.AxisLabel(data), layout.Text - 0.5, layout.HasAllColumns ? 560 : layout.Width))
            drawing.Text(middle, y += layout.Text + 4, line, layout.Text - 0.5, "middle");
        y += 6;
    }

    private static double EstimateWidth(ForestData data, double size) => data.Rows.Where(row => !double.IsNaN(row.Estimate))
        .Select(row => TextWidth.Of(ForestWords.Estimate(row.Estimate, row.Low, row.High, data.Decimals), size)).DefaultIfEmpty(0).Max();

    private void Notes()
    {
        foreach (var note in ForestWords.Notes(data))
        {
            y += 3;
            foreach (var line in TextWidth.Wrap(note, layout.Text - 1, layout.Width))
                drawing.Text(0, y += layout.Text + 3, line, layout.Text - 1, style: Ink.Quiet);
        }
    }
}
