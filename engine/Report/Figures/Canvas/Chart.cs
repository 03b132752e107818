using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Figures.Canvas;

/// <summary>One direction of a chart.</summary>
/// <param name="Range">What it must hold.</param>
/// <param name="Label">What it measures.</param>
/// <param name="Ratio">True for logarithms of ratios, shown as ratios.</param>
/// <param name="Falling">True where values grow downwards, as standard errors do in a funnel.</param>
/// <param name="Ticks">About how many ticks.</param>
/// <param name="Numbered">True for the numbers from 1 to the high end of the range.</param>
internal sealed record Scale(Extent Range, string Label, bool Ratio = false, bool Falling = false, int Ticks = 6, bool Numbered = false);

/// <summary>A rectangle of a drawing with an axis below and one at its left; marks go inside.</summary>
internal sealed class Chart
{
    /// <summary>Font size of ticks; labels are half a point larger.</summary>
    public const double TickText = 11;

    private const double TickLength = 4;

    private readonly Drawing drawing;

    /// <summary>Lays a chart out in the room it is given; nothing is drawn yet.</summary>
    /// <param name="drawing">The drawing it belongs to.</param>
    /// <param name="left">Left edge, labels included.</param>
    /// <param name="top">Top edge.</param>
    /// <param name="right">Right edge.</param>
    /// <param name="bottom">Bottom edge, labels included.</param>
    /// <param name="x">What runs rightwards.</param>
    /// <param name="y">What runs upwards.</param>
    public Chart(Drawing drawing, double left, double top, double right, double bottom, Scale x, Scale y)
    {
        this.drawing = drawing;
        (XLabel, YLabel) = (x.Label, y.Label);
        Top = top + TickText / 2;
        Bottom = bottom - TickText - 9 - (x.Label.Length == 0 ? 0 : TickText + 8);
        Y = AxisOf(y, y.Falling ? Top : Bottom, y.Falling ? Bottom : Top);
        Left = left + Y.Ticks.Max(tick => TextWidth.Of(Y.Label(tick), TickText)) + TickLength + 4 + (y.Label.Length == 0 ? 0 : TickText + 9);
        Right = right - TickText;
        X = AxisOf(x, x.Falling ? Right : Left, x.Falling ? Left : Right);
        LabelLeft = left;
    }

    /// <summary>Rightwards.</summary>
    public Axis X { get; }

    /// <summary>Upwards.</summary>
    public Axis Y { get; }

    /// <summary>Left edge of the marks' area.</summary>
    public double Left { get; }

    /// <summary>Its right edge.</summary>
    public double Right { get; }

    /// <summary>Its upper edge.</summary>
    public double Top { get; }

    /// <summary>Its lower edge.</summary>
    public double Bottom { get; }

    private double LabelLeft { get; }

    private string XLabel { get; }

    private string YLabel { get; }

    /// <summary>Draws both axes with ticks and labels.</summary>
    public void Axes()
    {
        drawing.Line(Left, Bottom, Right, Bottom);
        drawing.Line(Left, Top, Left, Bottom);
        var end = double.NegativeInfinity;
        foreach (var tick in X.Ticks)
        {
            var (place, text) = (X.At(tick), X.Label(tick));
            drawing.Line(place, Bottom, place, Bottom + TickLength);
            // Labels that would touch are left out; their ticks stay.
            var half = TextWidth.Of(text, TickText) / 2;
            if (place - half < end + 4)
                continue;
            drawing.Text(place, Bottom + TickLength + TickText + 1, text, TickText, "middle");
            end = place + half;
        }
        foreach (var tick in Y.Ticks)
        {
            drawing.Line(Left - TickLength, Y.At(tick), Left, Y.At(tick));
            drawing.Text(Left - TickLength - 4, Y.At(tick) + TickText * 0.36, Y.Label(tick), TickText, "end");
        }
        if (XLabel.Length > 0)
            drawing.Text((Left + Right) / 2, Bottom + TickLength + 2 * TickText + 8, TextWidth.Cut(XLabel, TickText + 0.5, Right - LabelLeft), TickText + 0.5, "middle");
        if (YLabel.Length > 0)
            drawing.TextUpwards(LabelLeft + TickText, (Top + Bottom) / 2, TextWidth.Cut(YLabel, TickText + 0.5, Bottom - Top + 40), TickText + 0.5);
    }

    /// <summary>A line across at a value of y.</summary>
    public void Across(double value, Ink ink = Ink.Quiet, string? dashes = null, double width = 1)
    {
        if (Y.Holds(value))
            drawing.Line(Left, Y.At(value), Right, Y.At(value), ink, width, dashes);
    }

    /// <summary>A line upwards at a value of x.</summary>
    public void Upwards(double value, Ink ink = Ink.Quiet, string? dashes = null, double width = 1)
    {
        if (X.Holds(value))
            drawing.Line(X.At(value), Top, X.At(value), Bottom, ink, width, dashes);
    }

    /// <summary>A line between two points, cut where it leaves the chart.</summary>
    public void Segment(double x1, double y1, double x2, double y2, Ink ink = Ink.Text, double width = 1, string? dashes = null)
    {
        var (from, to) = (0.0, 1.0);
        if (Cut(x1, x2, X, ref from, ref to) && Cut(y1, y2, Y, ref from, ref to))
            drawing.Line(X.At(x1 + from * (x2 - x1)), Y.At(y1 + from * (y2 - y1)), X.At(x1 + to * (x2 - x1)), Y.At(y1 + to * (y2 - y1)), ink, width, dashes);
    }

    /// <summary>A curve through points; where one is not finite the curve has a gap.</summary>
    public string Path(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var path = new System.Text.StringBuilder();
        var drawn = false;
        for (var i = 0; i < x.Count; i++)
        {
            var shown = double.IsFinite(x[i]) && double.IsFinite(y[i]);
            if (shown)
                path.Append(drawn ? 'L' : 'M').Append(Numbers.Coordinate(X.At(x[i]))).Append(' ').Append(Numbers.Coordinate(Y.At(y[i])));
            drawn = shown;
        }
        return path.ToString();
    }

    private static Axis AxisOf(Scale scale, double start, double end) => scale.Numbered ? Axis.OfNumbers((int)scale.Range.High, start, end, scale.Ticks)
        : scale.Ratio ? Axis.OfRatio(scale.Range.Low, scale.Range.High, start, end, scale.Ticks)
        : Axis.Within(scale.Range.Low, scale.Range.High, start, end, scale.Ticks);

    // Liang and Barsky: the share of the way at which a coordinate enters and leaves its axis.
    private static bool Cut(double a, double b, Axis axis, ref double from, ref double to)
    {
        if (a == b)
            return axis.Holds(a);
        var (first, second) = ((axis.Low - a) / (b - a), (axis.High - a) / (b - a));
        from = Math.Max(from, Math.Min(first, second));
        to = Math.Min(to, Math.Max(first, second));
        return from < to;
    }
}
