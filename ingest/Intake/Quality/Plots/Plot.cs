using System.Globalization;
using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Plots;

/// <summary>
/// A small drawing with an axis below and one at its left. Everything is drawn in the text's own colour at several strengths, so that it reads in light and dark, in print and without
/// colour; it needs no stylesheet.
/// </summary>
internal sealed class Plot
{
    /// <summary>Width and height in the drawing's own units; the page gives it the room that there is.</summary>
    public const double Width = 340, Height = 210;

    private const double Left = 46, Right = Width - 8, Top = 26, Bottom = Height - 40;
    private const double Letters = 12;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly XElement _root;
    private readonly (double Low, double High) _x, _y;

    /// <summary>An empty plot.</summary>
    /// <param name="title">What it shows; named to whoever cannot see it.</param>
    /// <param name="description">What is to be seen, in words.</param>
    /// <param name="x">Ends of the axis below.</param>
    /// <param name="y">Ends of the axis at the left.</param>
    public Plot(string title, string description, (double Low, double High) x, (double Low, double High) y)
    {
        _x = x.High > x.Low ? x : (x.Low - 0.5, x.Low + 0.5);
        _y = y.High > y.Low ? y : (y.Low, y.Low + 1);
        _root = new XElement(s_svg + "svg", new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("width", "100%"), new XAttribute("role", "img"),
            new XAttribute("font-size", Letters), new XAttribute("fill", "currentColor"), new XElement(s_svg + "title", title), new XElement(s_svg + "desc", description));
    }

    /// <summary>The drawing.</summary>
    public XElement Svg => _root;

    /// <summary>A box between two places of each axis.</summary>
    /// <param name="x">Its ends below.</param>
    /// <param name="y">Its ends at the left.</param>
    /// <param name="strength">How dark it is, 0 to 1.</param>
    public void Box((double From, double To) x, (double From, double To) y, double strength)
    {
        var (left, right, low, high) = (X(x.From), X(x.To), Y(y.From), Y(y.To));
        _root.Add(new XElement(s_svg + "rect", At("x", left), At("y", high), At("width", Math.Max(0, right - left)), At("height", Math.Max(0, low - high)),
            At("fill-opacity", strength), new XAttribute("stroke", "currentColor"), At("stroke-width", 0.75)));
    }

    /// <summary>A line between two points.</summary>
    public void Line(double x1, double y1, double x2, double y2, double width = 1, string? dashes = null) => Stroke(X(x1), Y(y1), X(x2), Y(y2), width, dashes);

    /// <summary>A dot at a point.</summary>
    public void Dot(double x, double y, double radius = 3.5) => _root.Add(new XElement(s_svg + "circle", At("cx", X(x)), At("cy", Y(y)), At("r", radius)));

    /// <summary>A line through points; it breaks where one is missing.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, double width = 2)
    {
        (double X, double Y)? before = null;
        foreach (var point in points)
        {
            if (before is { } from && double.IsFinite(from.Y) && double.IsFinite(point.Y))
                Line(from.X, from.Y, point.X, point.Y, width);
            before = point;
        }
    }

    /// <summary>A legend above the drawing: a box of each strength and its words.</summary>
    public void Legend(params (double Strength, string Words)[] entries)
    {
        var at = Left;
        foreach (var (strength, words) in entries)
        {
            _root.Add(new XElement(s_svg + "rect", At("x", at), At("y", 5), At("width", 11), At("height", 11), At("fill-opacity", strength), new XAttribute("stroke", "currentColor"), At("stroke-width", 0.75)));
            Text(at + 15, 15, words, "start");
            at += 15 + 5.9 * words.Length + 9;
        }
    }

    /// <summary>The two axes.</summary>
    /// <param name="xTicks">Places of the marks below; those whose words would touch are left without.</param>
    /// <param name="xLabel">What runs below.</param>
    /// <param name="yLabel">Words of a place at the left.</param>
    public void Axes(IEnumerable<double> xTicks, string xLabel, Func<double, string> yLabel)
    {
        Stroke(Left, Bottom, Right, Bottom, 1, null);
        Stroke(Left, Top, Left, Bottom, 1, null);
        var end = double.NegativeInfinity;
        foreach (var tick in xTicks)
        {
            var words = Number(tick);
            var half = 3.6 * words.Length;
            Stroke(X(tick), Bottom, X(tick), Bottom + 4, 1, null);
            if (X(tick) - half < end + 4)
                continue;
            Text(X(tick), Bottom + 17, words, "middle");
            end = X(tick) + half;
        }
        foreach (var tick in Ticks(_y.Low, _y.High, 5))
        {
            Stroke(Left - 4, Y(tick), Left, Y(tick), 1, null);
            Text(Left - 7, Y(tick) + 4, yLabel(tick), "end");
        }
        Text((Left + Right) / 2, Height - 6, xLabel, "middle");
    }

    /// <summary>Round places between two ends.</summary>
    public static IEnumerable<double> Ticks(double low, double high, int about)
    {
        var raw = (high - low) / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 });
        for (var i = Math.Ceiling(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
            yield return Math.Round(i * step, 10) + 0.0;
    }

    /// <summary>A number as it stands at an axis.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private double X(double value) => Left + (Math.Clamp(value, _x.Low, _x.High) - _x.Low) / (_x.High - _x.Low) * (Right - Left);

    private double Y(double value) => Bottom - (Math.Clamp(value, _y.Low, _y.High) - _y.Low) / (_y.High - _y.Low) * (Bottom - Top);

    private void Stroke(double x1, double y1, double x2, double y2, double width, string? dashes) =>
        _root.Add(new XElement(s_svg + "line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), new XAttribute("stroke", "currentColor"), At("stroke-width", width),
            dashes is null ? null : new XAttribute("stroke-dasharray", dashes)));

    private void Text(double x, double y, string words, string anchor) =>
        _root.Add(new XElement(s_svg + "text", At("x", x), At("y", y), new XAttribute("text-anchor", anchor), words));

    private static XAttribute At(string name, double value) => new(name, value.ToString("0.##", CultureInfo.InvariantCulture));
}
