using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>
/// A forest plot as journals print it (Lewis and Clarke 2001): a square a study sized by weight, its interval, a diamond a pooled estimate, prediction intervals,
/// subgroups under their headings, remarks below.
/// </summary>
public sealed class ForestPlot
{
    private readonly ForestTable table;
    private readonly ForestLayout layout;
    private readonly ForestColumns columns;
    private readonly Drawing drawing;
    private readonly Axis axis;
    private readonly double largest;
    private double y;

    private ForestPlot(ForestTable table, ForestLayout layout, string id)
    {
        (this.table, this.layout) = (table, layout);
        columns = new ForestColumns(table, layout);
        axis = columns.AxisOf(table, layout.Ticks);
        largest = table.Rows.Max(row => double.IsFinite(row.Weight) ? row.Weight : 0);
        drawing = new Drawing(id, table.Title, table.Description ?? Description());
    }

    private double Middle => y - layout.Text * 0.34;

    /// <summary>Draws a table of effects.</summary>
    /// <param name="table">Studies and summaries; an estimate that is NaN stands as not shown.</param>
    /// <param name="layout">How wide it may be; null for <see cref="ForestLayout.Wide"/>.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    /// <exception cref="ArgumentException">There is no study, limits are not around their estimate or not finite, a weight is below 0.</exception>
    public static Drawing Draw(ForestTable table, ForestLayout? layout = null, string id = "forest")
    {
        ArgumentNullException.ThrowIfNull(table);
        Demand.Some(table.Rows.Count(), "study");
        foreach (var row in table.Rows.Where(row => !double.IsNaN(row.Estimate)))
            Check(row.Study, row.Estimate, row.Low, row.High, double.IsNaN(row.Weight) ? 0 : row.Weight);
        foreach (var summary in table.Summaries)
            Check(summary.Label, summary.Estimate, summary.Low, summary.High, 0);
        var plot = new ForestPlot(table, layout ?? ForestLayout.Wide, id);
        plot.Paint();
        return plot.drawing;
    }

    private static void Check(string where, double estimate, double low, double high, double weight)
    {
        Demand.Finite("estimate, limit or weight", where, estimate, low, high, weight);
        if (!(low <= estimate && estimate <= high))
            throw new ArgumentException($"Found estimate {estimate} of {where} with limits {low} and {high}, expected it between them.", nameof(estimate));
        if (weight < 0)
            throw new ArgumentException($"Found weight {weight} of {where}, expected at least 0.", nameof(weight));
    }

    private void Paint()
    {
        Heading();
        var top = y;
        foreach (var group in table.Groups)
        {
            if (group.Heading is not null)
                y += layout.RowHeight + 5 + Name(y + layout.RowHeight + 5, group.Heading, bold: true);
            foreach (var row in group.Rows)
                Study(row);
            if (group.Summary is not null)
                Summary(group.Summary);
        }
        var studies = y;
        if (table.Overall is not null)
        {
            y += 6;
            drawing.Line(0, y, layout.Width, y, Ink.Faint);
            y += 2;
            Summary(table.Overall);
            drawing.Line(At(table.Overall.Estimate), top, At(table.Overall.Estimate), studies + 6, Ink.Pooled, dashes: "2 3");
        }
        y += 4;
        if (double.IsFinite(table.Reference))
            drawing.Line(At(table.Reference), top, At(table.Reference), y, Ink.Quiet);
        Scale();
        Notes();
        (drawing.Width, drawing.Height) = (layout.Width, y + 6);
    }

    private double At(double value) => axis.At(table.Scale.Placed(value));

    private bool Holds(double value) => axis.Holds(table.Scale.Placed(value));

    /// <summary>A name at a line; where it is long it goes on below, and so does the next line.</summary>
    private double Name(double line, string name, bool bold = false)
    {
        var lines = TextWidth.Wrap(name, layout.Text, bold && double.IsNaN(columns.CountEnd) ? columns.NameWidth + 8 : columns.NameWidth);
        for (var i = 0; i < lines.Count; i++)
            drawing.Text(0, line + i * (layout.Text + 2), lines[i], layout.Text, bold: bold);
        return Math.Max(0, lines.Count - 1) * (layout.Text + 2);
    }

    private void Heading()
    {
        y = layout.RowHeight;
        drawing.Text(0, y, table.StudyHeading, layout.Text, bold: true);
        if (!double.IsNaN(columns.CountEnd))
            drawing.Text(columns.CountEnd, y, table.CountHeading, layout.Text, "end", bold: true);
        if (!double.IsNaN(columns.WeightEnd))
            drawing.Text(columns.WeightEnd, y, "Weight", layout.Text, "end", bold: true);
        drawing.Text(columns.EstimateEnd, y, table.EstimateHeading, layout.Text, "end", bold: true);
        y += 7;
        drawing.Line(0, y, layout.Width, y, Ink.Text);
        y += 2;
    }

    private void Study(ForestRow row)
    {
        y += layout.RowHeight;
        var more = Name(y, row.Study + row.Mark);
        if (double.IsNaN(row.Estimate))
            drawing.Text(columns.EstimateEnd, y, table.Hidden, layout.Text, "end", Ink.Quiet);
        else
            Effect(row);
        y += more;
    }

    private void Effect(ForestRow row)
    {
        drawing.Line(At(row.Low), Middle, At(row.High), Middle, Ink.Effect, 1.3);
        Limit(row.Low, -1);
        Limit(row.High, 1);
        // The area of a square is proportional to weight; the largest fills the row.
        var half = layout.RowHeight * (double.IsNaN(row.Weight) ? 0.16 : 0.3 * Math.Sqrt(row.Weight / Math.Max(largest, double.Epsilon)));
        half = Math.Max(1.6, half);
        if (Holds(row.Estimate))
            drawing.Box(At(row.Estimate) - half, Middle - half, 2 * half, 2 * half, Ink.Effect);
        drawing.Text(columns.EstimateEnd, y, ForestColumns.Estimate(table, row.Estimate, row.Low, row.High), layout.Text, "end");
        if (!double.IsNaN(columns.CountEnd) && row.Count is not null)
            drawing.Text(columns.CountEnd, y, row.Count, layout.Text, "end");
        if (!double.IsNaN(columns.WeightEnd) && !double.IsNaN(row.Weight))
            drawing.Text(columns.WeightEnd, y, Numbers.Fixed(row.Weight, 1) + " %", layout.Text, "end");
    }

    private void Limit(double value, int side)
    {
        var x = At(value);
        if (Holds(value))
            drawing.Line(x, Middle - 3, x, Middle + 3, Ink.Effect, 1.3);
        else if (table.Scale.Placed(value) < axis.Low == side < 0)
            drawing.Polygon(Ink.Effect, (x + side * 4, Middle), (x - side * 3, Middle - 3.5), (x - side * 3, Middle + 3.5));
    }

    private void Summary(ForestSummary summary)
    {
        y += layout.RowHeight;
        var more = Name(y, summary.Label, bold: true);
        var half = layout.RowHeight * 0.32;
        drawing.Polygon(Ink.Pooled, (At(summary.Low), Middle), (At(summary.Estimate), Middle - half), (At(summary.High), Middle), (At(summary.Estimate), Middle + half));
        drawing.Text(columns.EstimateEnd, y, ForestColumns.Estimate(table, summary.Estimate, summary.Low, summary.High), layout.Text, "end", bold: true);
        if (!double.IsNaN(columns.WeightEnd) && summary.Weight is not null)
            drawing.Text(columns.WeightEnd, y, summary.Weight, layout.Text, "end", bold: true);
        y += more;
        if (double.IsFinite(summary.PredictionLow) && double.IsFinite(summary.PredictionHigh))
            Prediction(summary);
        if (summary.Remark is null)
            return;
        foreach (var line in TextWidth.Wrap(summary.Remark, layout.Text - 1, columns.PlotLeft - 6))
            drawing.Text(0, y += layout.Text + 4, line, layout.Text - 1, style: Ink.Quiet);
    }

    private void Prediction(ForestSummary summary)
    {
        y += layout.RowHeight;
        var more = Name(y, layout.HasAllColumns ? "Prediction interval" : "Prediction");
        drawing.Line(At(summary.PredictionLow), Middle, At(summary.PredictionHigh), Middle, Ink.Pooled, 2.4);
        foreach (var limit in new[] { summary.PredictionLow, summary.PredictionHigh })
            drawing.Line(At(limit), Middle - 4.5, At(limit), Middle + 4.5, Ink.Pooled, 2.4);
        drawing.Text(columns.EstimateEnd, y, ForestColumns.Interval(table, summary.PredictionLow, summary.PredictionHigh), layout.Text, "end");
        y += more;
    }

    private void Scale()
    {
        y += 5;
        drawing.Line(columns.PlotLeft, y, columns.PlotRight, y);
        foreach (var tick in axis.Ticks)
        {
            drawing.Line(axis.At(tick), y, axis.At(tick), y + 4);
            drawing.Text(axis.At(tick), y + 16, axis.Label(tick), layout.Text - 1, "middle");
        }
        y += 18;
        var middle = layout.HasAllColumns ? (columns.PlotLeft + columns.PlotRight) / 2 : layout.Width / 2;
        var room = 2 * Math.Min(middle, layout.Width - middle);
        foreach (var line in TextWidth.Wrap(table.AxisLabel, layout.Text - 0.5, room))
            drawing.Text(middle, y += layout.Text + 4, line, layout.Text - 0.5, "middle");
        y += 6;
    }

    private void Notes()
    {
        foreach (var note in table.Notes)
        {
            y += 3;
            foreach (var line in TextWidth.Wrap(note, layout.Text - 1, layout.Width))
                drawing.Text(0, y += layout.Text + 3, line, layout.Text - 1, style: Ink.Quiet);
        }
    }

    private string Description() => $"{table.Rows.Count()} studies."
        + string.Concat(table.Summaries.Select(summary => $" {summary.Label}: {ForestColumns.Estimate(table, summary.Estimate, summary.Low, summary.High)}"
            + (double.IsFinite(summary.PredictionLow) ? $", prediction interval {ForestColumns.Interval(table, summary.PredictionLow, summary.PredictionHigh)}" : "") + "."));
}
