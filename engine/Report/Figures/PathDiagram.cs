using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Figures;

/// <summary>
/// The within part of the model from one session to the next, with the four pooled lags: solid where the interval excludes zero, dashed where it
/// does not, the wider the stronger.
/// </summary>
internal sealed class PathDiagram
{
    private const double HeadLength = 11;

    private readonly IReadOnlyDictionary<string, UnivariateFit?> pools;
    private readonly PathLayout layout;
    private readonly Drawing drawing;

    private PathDiagram(IReadOnlyDictionary<string, UnivariateFit?> pools, PathLayout layout, string id)
    {
        this.pools = pools;
        this.layout = layout;
        drawing = new Drawing(id, "Path diagram of the pooled lagged effects", Describe(pools));
    }

    /// <summary>Draws the diagram.</summary>
    /// <param name="pools">The pool of each lag (<c>aa, sa, ss, as</c>); null where there is none.</param>
    /// <param name="layout">Where things stand.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    public static Drawing Of(IReadOnlyDictionary<string, UnivariateFit?> pools, PathLayout layout, string id)
    {
        var diagram = new PathDiagram(pools, layout, id);
        diagram.Draw();
        return diagram.drawing;
    }

    private void Draw()
    {
        var (l, r, t, b) = (layout.Left, layout.Right, layout.Top, layout.Bottom);
        Covariance(l, -1);
        Covariance(r, 1);
        Lag("aa", (l + layout.RadiusX, t), (r - layout.RadiusX, t));
        Lag("ss", (l + layout.RadiusX, b), (r - layout.RadiusX, b));
        var (inX, inY) = (layout.RadiusX * 0.78, layout.RadiusY * 0.7);
        Lag("as", (l + inX, t + inY), (r - inX, b - inY));
        Lag("sa", (l + inX, b - inY), (r - inX, t + inY));
        var (x, y) = ((l + r) / 2, layout.OneLine ? -8.0 : -layout.Text - 10);
        Label("aa", (x, t + y));
        Label("ss", (x, layout.OneLine ? b + layout.Text + 10 : b + layout.Text + 8));
        Label("as", (Along(l, r, 0.32), Along(t, b, 0.32)));
        Label("sa", (Along(l, r, 0.32), Along(t, b, 0.68)));
        Score(l, t, "Alliance", "session t \u2212 1");
        Score(l, b, "Symptoms", "session t \u2212 1");
        Score(r, t, "Alliance", "session t");
        Score(r, b, "Symptoms", "session t");
        drawing.Width = layout.Width;
        drawing.Height = b + layout.RadiusY + (layout.OneLine ? 12 : 24);
    }

    private static double Along(double from, double to, double share) => from + share * (to - from);

    private void Score(double x, double y, string name, string session)
    {
        drawing.Ellipse(x, y, layout.RadiusX, layout.RadiusY);
        drawing.Text(x, y - 2, name, layout.Text, "middle", bold: true);
        drawing.Text(x, y + layout.Text, session, layout.Text - 1.5, "middle", Ink.Quiet);
    }

    private void Covariance(double x, int side)
    {
        var (top, bottom) = (layout.Top + layout.RadiusY * 0.75, layout.Bottom - layout.RadiusY * 0.75);
        var from = x + side * layout.RadiusX * 0.68;
        var bend = x + side * (layout.RadiusX + (layout.OneLine ? 28 : 2));
        drawing.Curve($"M{N(from)} {N(top)}C{N(bend)} {N(top + 50)} {N(bend)} {N(bottom - 50)} {N(from)} {N(bottom)}", Ink.Quiet, 1.1);
        drawing.Polygon(Ink.Quiet, (from, top), (from + side * 8, top + 7), (from + side * 1.5, top + 9));
        drawing.Polygon(Ink.Quiet, (from, bottom), (from + side * 8, bottom - 7), (from + side * 1.5, bottom - 9));
    }

    private void Lag(string lag, (double X, double Y) from, (double X, double Y) to)
    {
        var pooled = pools[lag]?.Coefficients[0];
        var length = Math.Sqrt((to.X - from.X) * (to.X - from.X) + (to.Y - from.Y) * (to.Y - from.Y));
        var (dx, dy) = ((to.X - from.X) / length, (to.Y - from.Y) / length);
        var width = pooled is null ? 1 : 1.4 + Math.Min(4, 7 * Math.Abs(pooled.Estimate));
        var half = 3 + width * 0.8;
        var (baseX, baseY) = (to.X - dx * HeadLength, to.Y - dy * HeadLength);
        drawing.Line(from.X, from.Y, baseX, baseY, Ink.Effect, width, pooled is not null && ExcludesZero(pooled) ? null : "6 5");
        drawing.Polygon(Ink.Effect, to, (baseX - dy * half, baseY + dx * half), (baseX + dy * half, baseY - dx * half));
    }

    private void Label(string lag, (double X, double Y) at)
    {
        var lines = Lines(pools[lag]?.Coefficients[0]);
        var width = lines.Max(line => TextWidth.Of(line, layout.Text)) + 10;
        var height = lines.Count * (layout.Text + 3) + 4;
        var crosses = lag is "as" or "sa";
        if (crosses)
            drawing.Box(at.X - width / 2, at.Y - height / 2, width, height, Ink.Paper, radius: 3);
        var y = crosses ? at.Y - height / 2 + layout.Text + 2 : at.Y;
        foreach (var line in lines)
        {
            drawing.Text(at.X, y, line, layout.Text, "middle", bold: line == lines[0]);
            y += layout.Text + 3;
        }
    }

    private List<string> Lines(Coefficient? pooled)
    {
        if (pooled is null)
            return ["not pooled"];
        var estimate = Numbers.Fixed(pooled.Estimate, 2);
        var interval = Numbers.Interval(pooled.ConfLow, pooled.ConfHigh, 2);
        return layout.OneLine ? [estimate + " " + interval] : [estimate, interval];
    }

    private static bool ExcludesZero(Coefficient pooled) => pooled.ConfLow > 0 || pooled.ConfHigh < 0;

    private static string N(double value) => Numbers.Coordinate(value);

    private static string Describe(IReadOnlyDictionary<string, UnivariateFit?> pools) =>
        string.Join("; ", Names.Lags.Select(lag => pools[lag] is { } fit
            ? $"{Names.Effect(lag)} {Numbers.Fixed(fit.Coefficients[0].Estimate, 2)} "
                + Numbers.Interval(fit.Coefficients[0].ConfLow, fit.Coefficients[0].ConfHigh, 2)
            : $"{Names.Effect(lag)} not pooled")) + ".";
}
