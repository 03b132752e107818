using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Figures.Canvas;

/// <summary>
/// A drawing in SVG. Colours are attributes, so that the drawing stands alone in any program, and classes, so that a page may recolour it for
/// the dark. Text stays text: it can be selected, searched and read aloud.
/// </summary>
public sealed class Drawing
{
    /// <summary>Fonts in order of wish; widths are reserved for the widest of them.</summary>
    internal const string Fonts = "Helvetica, Arial, 'Liberation Sans', sans-serif";

    private const double Margin = 12;

    private readonly List<Node> content = [];

    /// <summary>A drawing with what it is called and what it shows.</summary>
    /// <param name="id">Its identifier in a page: letters, digits and hyphens.</param>
    /// <param name="title">Its short title.</param>
    /// <param name="description">What a reader who cannot see it must be told.</param>
    internal Drawing(string id, string title, string description)
    {
        Id = id;
        Title = title;
        Description = description;
    }

    /// <summary>Its identifier in a page.</summary>
    public string Id { get; }

    /// <summary>Its short title.</summary>
    public string Title { get; }

    /// <summary>What it shows, in words.</summary>
    public string Description { get; }

    /// <summary>Width in pixels.</summary>
    public double Width { get; internal set; }

    /// <summary>Height in pixels.</summary>
    public double Height { get; internal set; }

    /// <summary>A line of text.</summary>
    /// <param name="x">Anchor, rightwards.</param>
    /// <param name="y">Base line, downwards.</param>
    /// <param name="text">What it says.</param>
    /// <param name="size">Font size.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="style">Ink of the text.</param>
    /// <param name="bold">True for bold.</param>
    internal void Text(double x, double y, string text, double size = 12, string anchor = "start", Ink style = Ink.Text, bool bold = false)
    {
        var tag = new Tag("text", text).With("x", x).With("y", y).With("font-size", size).With("fill", Colour(style)).With("class", Class(style));
        if (anchor != "start")
            tag.With("text-anchor", anchor);
        if (bold)
            tag.With("font-weight", "bold");
        content.Add(tag);
    }

    /// <summary>A line of text that runs upwards, centred.</summary>
    internal void TextUpwards(double x, double y, string text, double size = 12, Ink style = Ink.Text) =>
        content.Add(new Tag("text", text).With("x", x).With("y", y).With("font-size", size).With("fill", Colour(style)).With("class", Class(style))
            .With("text-anchor", "middle").With("transform", $"rotate(-90 {Numbers.Coordinate(x)} {Numbers.Coordinate(y)})"));

    /// <summary>A straight line.</summary>
    internal void Line(double x1, double y1, double x2, double y2, Ink ink = Ink.Text, double width = 1, string? dashes = null)
    {
        var tag = new Tag("line").With("x1", x1).With("y1", y1).With("x2", x2).With("y2", y2).With("stroke", Colour(ink))
            .With("stroke-width", width).With("class", StrokeClass(ink));
        if (dashes is not null)
            tag.With("stroke-dasharray", dashes);
        content.Add(tag);
    }

    /// <summary>A rectangle: filled, or framed and filled with the paper.</summary>
    internal void Box(double x, double y, double width, double height, Ink ink = Ink.Text, bool framed = false, double radius = 0)
    {
        var tag = new Tag("rect").With("x", x).With("y", y).With("width", width).With("height", height);
        if (radius > 0)
            tag.With("rx", radius);
        content.Add(framed ? Framed(tag, ink) : Filled(tag, ink));
    }

    /// <summary>An ellipse, framed and filled with the paper.</summary>
    internal void Ellipse(double x, double y, double radiusX, double radiusY, Ink ink = Ink.Text) =>
        content.Add(Framed(new Tag("ellipse").With("cx", x).With("cy", y).With("rx", radiusX).With("ry", radiusY), ink));

    /// <summary>A study as a dot: filled with a rim of paper, so that neighbours stay apart, or hollow.</summary>
    /// <param name="x">Its place.</param>
    /// <param name="y">Its place.</param>
    /// <param name="radius">Its radius.</param>
    /// <param name="ink">Its ink.</param>
    /// <param name="name">What a pointer that rests on it is told; null for nothing.</param>
    /// <param name="hollow">True for a ring filled with paper.</param>
    internal void Dot(double x, double y, double radius, Ink ink = Ink.Effect, string? name = null, bool hollow = false)
    {
        var tag = new Tag("circle").With("cx", x).With("cy", y).With("r", radius);
        if (hollow)
            Framed(tag, ink);
        else
            Filled(tag, ink).With("stroke", Colour(Ink.Paper)).With("stroke-width", 0.8);
        content.Add(name is null ? tag : tag.Add(new Tag("title", name)));
    }

    /// <summary>A circle through which the lines below it show.</summary>
    internal void Bubble(double x, double y, double radius, Ink ink, string name) =>
        content.Add(Filled(new Tag("circle", new Tag("title", name)).With("cx", x).With("cy", y).With("r", radius), ink).With("fill-opacity", 0.28)
            .With("stroke", Colour(ink)).With("stroke-width", 1.1));

    /// <summary>A filled polygon.</summary>
    internal void Polygon(Ink ink, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var points = new List<string>();
        foreach (var (x, y) in corners)
            points.Add(Numbers.Coordinate(x) + "," + Numbers.Coordinate(y));
        content.Add(Filled(new Tag("polygon").With("points", string.Join(' ', points)), ink));
    }

    /// <summary>An open curve in SVG's path language.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="ink">Its ink.</param>
    /// <param name="width">Its width.</param>
    /// <param name="dashes">Lengths of dashes and gaps; null for an unbroken line.</param>
    /// <param name="round">True where ends are round, so that a piece of no length is a dot.</param>
    internal void Curve(string path, Ink ink = Ink.Text, double width = 1, string? dashes = null, bool round = false)
    {
        var tag = new Tag("path").With("d", path).With("fill", "none").With("stroke", Colour(ink)).With("stroke-width", width)
            .With("class", StrokeClass(ink));
        if (dashes is not null)
            tag.With("stroke-dasharray", dashes);
        if (round)
            tag.With("stroke-linecap", "round");
        content.Add(tag);
    }

    /// <summary>The drawing as an element of a page.</summary>
    internal Tag ToTag() => Frame(new Tag("svg").With("viewBox", "0 0 " + Numbers.Coordinate(Width) + " " + Numbers.Coordinate(Height)));

    /// <summary>The drawing as a file of its own, on white paper with a margin.</summary>
    public string ToFile()
    {
        var (width, height) = (Width + 2 * Margin, Height + 2 * Margin);
        var root = new Tag("svg").With("xmlns", "http://www.w3.org/2000/svg")
            .With("viewBox", string.Join(' ', new[] { -Margin, -Margin, width, height }.Select(Numbers.Coordinate))).With("width", width).With("height", height);
        var paper = Filled(new Tag("rect").With("x", -Margin).With("y", -Margin).With("width", width).With("height", height), Ink.Paper);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Frame(root, paper) + "\n";
    }

    private Tag Frame(Tag root, params ReadOnlySpan<Node> below) => root.With("role", "img").With("aria-labelledby", Id + "-title " + Id + "-desc").With("font-family", Fonts)
        .Add(new Tag("title", Title).With("id", Id + "-title"), new Tag("desc", Description).With("id", Id + "-desc")).Add(below).AddAll(content);

    private static Tag Filled(Tag tag, Ink ink) => tag.With("fill", Colour(ink)).With("class", Class(ink));

    private static Tag Framed(Tag tag, Ink ink) => tag.With("fill", Colour(Ink.Paper)).With("stroke", Colour(ink)).With("stroke-width", 1.2)
        .With("class", Class(Ink.Paper) + " " + StrokeClass(ink));

    private static string Class(Ink ink) => "f-" + Name(ink);

    private static string StrokeClass(Ink ink) => "s-" + Name(ink);

    private static string Name(Ink ink) => ink switch
    {
        Ink.Text => "ink",
        Ink.Quiet => "quiet",
        Ink.Faint => "faint",
        Ink.Effect => "effect",
        Ink.Pooled => "pooled",
        Ink.Ghost => "ghost",
        Ink.Shade => "shade",
        Ink.Tint => "tint",
        _ => "paper",
    };

    private static string Colour(Ink ink) => ink switch
    {
        Ink.Text => "#1b1f24",
        Ink.Quiet => "#59616b",
        Ink.Faint => "#c9ced6",
        Ink.Effect => "#2f5d8a",
        Ink.Pooled => "#12324f",
        Ink.Ghost => "#a3adb8",
        Ink.Shade => "#ccd3dc",
        Ink.Tint => "#e9ecf0",
        _ => "#ffffff",
    };
}
