using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Markup;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Figures;

/// <summary>The flow of studies, participants and pairs as boxes with arrows.</summary>
internal sealed class FlowFigure
{
    private const double Size = 12.5;
    private const double LineHeight = 17;
    private const double Gap = 26;
    private const double Padding = 10;

    private readonly Drawing drawing;
    private readonly double width;

    private FlowFigure(string id, double width, IEnumerable<FlowStation> stations)
    {
        this.width = width;
        drawing = new Drawing(id, "Flow of studies, participants and pairs",
            string.Join(". ", stations.Select(station => $"{station.Title}: {string.Join("; ", station.Lines)}")) + ".")
        {
            Width = width,
        };
    }

    /// <summary>Draws the flow.</summary>
    /// <param name="result">The run.</param>
    /// <param name="disclosure">What may be shown.</param>
    /// <param name="width">Width in pixels; below 500 the pools stand one below the other.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    public static Drawing Of(RunResult result, Disclosure disclosure, double width, string id)
    {
        var (named, window, pools) = (FlowCounts.Named(result, disclosure), FlowCounts.Window(result, disclosure), FlowCounts.Pools(result, disclosure));
        var figure = new FlowFigure(id, width, [named, window, .. pools]);
        var isWide = width >= 500;
        var centre = isWide ? Math.Min(380, width) : width - 2;
        var bottom = figure.Station(named, (width - centre) / 2, 1, centre);
        bottom = figure.Below(window, (width - centre) / 2, bottom, centre);
        if (isWide)
            bottom = figure.SideBySide(pools, bottom);
        else
            foreach (var pool in pools)
                bottom = figure.Station(pool, (width - centre) / 2, bottom + 10, centre);
        figure.drawing.Height = bottom + 3;
        return figure.drawing;
    }

    private double Below(FlowStation station, double x, double above, double boxWidth)
    {
        Arrow(x + boxWidth / 2, above, x + boxWidth / 2, above + Gap);
        return Station(station, x, above + Gap, boxWidth);
    }

    private double SideBySide(IReadOnlyList<FlowStation> stations, double above)
    {
        var boxWidth = (width - 2 - (stations.Count - 1) * 12) / Math.Max(1, stations.Count);
        var height = stations.Select(station => Height(station, boxWidth)).DefaultIfEmpty(0).Max();
        for (var i = 0; i < stations.Count; i++)
        {
            var x = 1 + i * (boxWidth + 12);
            Arrow(width / 2, above, x + boxWidth / 2, above + Gap + 12);
            Station(stations[i], x, above + Gap + 12, boxWidth, height);
        }
        return above + (stations.Count == 0 ? 0 : Gap + 12 + height);
    }

    private double Station(FlowStation station, double x, double y, double boxWidth, double? height = null)
    {
        var tall = height ?? Height(station, boxWidth);
        drawing.Box(x, y, boxWidth, tall, Ink.Quiet, framed: true, radius: 4);
        var line = y + Padding + Size - 1;
        drawing.Text(x + boxWidth / 2, line, TextWidth.Cut(station.Title, Size, boxWidth - Padding), Size, "middle", bold: true);
        foreach (var text in Lines(station, boxWidth))
            drawing.Text(x + boxWidth / 2, line += LineHeight, text, Size - 0.5, "middle");
        return y + tall;
    }

    private static double Height(FlowStation station, double boxWidth) => 2 * Padding + LineHeight * (1 + Lines(station, boxWidth).Count()) - 3;

    private static IEnumerable<string> Lines(FlowStation station, double boxWidth) =>
        station.Lines.SelectMany(line => TextWidth.Wrap(line, Size - 0.5, boxWidth - 2 * Padding));

    private void Arrow(double x1, double y1, double x2, double y2)
    {
        if (x1 == x2)
            drawing.Line(x1, y1, x2, y2 - 6, Ink.Quiet, 1.2);
        else
            drawing.Curve($"M{Numbers.Coordinate(x1)} {Numbers.Coordinate(y1)}V{Numbers.Coordinate(y1 + 14)}H{Numbers.Coordinate(x2)}V{Numbers.Coordinate(y2 - 6)}",
                Ink.Quiet, 1.2);
        drawing.Polygon(Ink.Quiet, (x2, y2), (x2 - 4, y2 - 8), (x2 + 4, y2 - 8));
    }
}
