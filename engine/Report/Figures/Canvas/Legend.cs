using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Figures.Canvas;

/// <summary>What marks mean, in lines below a chart, and remarks below that.</summary>
internal sealed class Legend
{
    private const double Size = 11;
    private const double Swatch = 22;

    private readonly Drawing drawing;
    private readonly double left;
    private readonly double width;
    private double x;
    private double y;

    /// <summary>A legend from a place downwards.</summary>
    public Legend(Drawing drawing, double left, double width, double top) => (this.drawing, this.left, this.width, x, y) = (drawing, left, width, left, top);

    /// <summary>Where the next line would stand.</summary>
    public double Bottom => y + 6;

    /// <summary>A filled area.</summary>
    public void Area(Ink ink, string text) => Entry(text, middle =>
    {
        drawing.Box(x, middle - 5, 18, 10, ink);
        drawing.Curve($"M{Numbers.Coordinate(x)} {Numbers.Coordinate(middle - 5)}h18v10h-18z", Ink.Quiet, 0.5);
    });

    /// <summary>A line.</summary>
    public void Line(Ink ink, double thickness, string? dashes, string text) => Entry(text, middle => drawing.Line(x, middle, x + 18, middle, ink, thickness, dashes));

    /// <summary>A dot.</summary>
    public void Dot(Ink ink, bool hollow, string text) => Entry(text, middle => drawing.Dot(x + 9, middle, 4, ink, hollow: hollow));

    /// <summary>Remarks in small print, each on lines of its own.</summary>
    public void Notes(IEnumerable<string> notes)
    {
        if (x > left)
            NewLine();
        foreach (var note in notes)
        {
            foreach (var line in TextWidth.Wrap(note, Size, width))
            {
                drawing.Text(left, y + Size, line, Size, style: Ink.Quiet);
                y += Size + 4;
            }
            y += 3;
        }
    }

    private void Entry(string text, Action<double> mark)
    {
        var wide = Swatch + TextWidth.Of(text, Size) + 16;
        if (x > left && x + wide > left + width)
            NewLine();
        mark(y + Size * 0.66);
        drawing.Text(x + Swatch, y + Size, TextWidth.Cut(text, Size, width - Swatch), Size);
        x += wide;
    }

    private void NewLine() => (x, y) = (left, y + Size + 7);
}
