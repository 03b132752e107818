using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Figures.Canvas;

/// <summary>Names beside points: each takes the first of eight places that is free; where none is, the name is left out.</summary>
internal sealed class PointNames
{
    private const double Size = 10.5;

    private readonly Drawing drawing;
    private readonly Chart chart;
    private readonly List<(double Left, double Top, double Right, double Bottom)> taken = [];
    private readonly double widest;

    /// <summary>Begins with the dots themselves, which no name may cover.</summary>
    public PointNames(Drawing drawing, Chart chart, IEnumerable<(double X, double Y, double Radius)> dots, double widest = 150)
    {
        (this.drawing, this.chart, this.widest) = (drawing, chart, widest);
        foreach (var (x, y, radius) in dots)
            taken.Add((x - radius, y - radius, x + radius, y + radius));
    }

    /// <summary>Writes a name; false where there is no room for it.</summary>
    public bool Write(double x, double y, double radius, string name)
    {
        var text = TextWidth.Cut(name, Size, widest);
        var width = TextWidth.Of(text, Size) / 1.12;
        var gap = radius + 3;
        var side = radius * 0.7 + 2;
        ReadOnlySpan<(double X, double Y, string Anchor)> places =
        [
            (x + gap, y + 3.6, "start"), (x - gap, y + 3.6, "end"), (x, y - gap - 1, "middle"), (x, y + gap + 8, "middle"),
            (x + side, y - side, "start"), (x - side, y - side, "end"), (x + side, y + side + 7, "start"), (x - side, y + side + 7, "end"),
        ];
        foreach (var (at, line, anchor) in places)
        {
            var left = anchor switch { "start" => at, "end" => at - width, _ => at - width / 2 };
            var box = (Left: left, Top: line - 8.5, Right: left + width, Bottom: line + 2.5);
            if (box.Left < chart.Left + 2 || box.Right > chart.Right + 10 || box.Top < chart.Top - 8 || box.Bottom > chart.Bottom - 1 || taken.Exists(other => Meets(box, other)))
                continue;
            taken.Add(box);
            drawing.Text(at, line, text, Size, anchor);
            return true;
        }
        return false;
    }

    private static bool Meets((double Left, double Top, double Right, double Bottom) a, (double Left, double Top, double Right, double Bottom) b) =>
        a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
}
