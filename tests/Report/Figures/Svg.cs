using System.Globalization;
using System.Xml.Linq;
using IpdEngine.Report.Figures.Canvas;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>A drawing read back as a program that shows it would.</summary>
internal sealed class Svg
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly string[] s_places = ["x", "y", "x1", "x2", "y1", "y2", "cx", "cy"];

    public Svg(Drawing drawing)
    {
        Drawing = drawing;
        Root = XDocument.Parse(drawing.ToFile()).Root!;
    }

    public Drawing Drawing { get; }

    public XElement Root { get; }

    public IEnumerable<string> Texts => All("text").Select(text => text.Value);

    public IEnumerable<XElement> All(string name) => Root.Descendants(s_svg + name);

    /// <summary>Elements with a class: f-effect and the like.</summary>
    public IEnumerable<XElement> Of(string name, string kind) => All(name).Where(e => e.Attribute("class")!.Value.Split(' ').Contains(kind));

    public static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static (double X, double Y)[] Corners(XElement polygon) =>
        [.. polygon.Attribute("points")!.Value.Split(' ').Select(point => point.Split(',')).Select(p => (double.Parse(p[0], CultureInfo.InvariantCulture), double.Parse(p[1], CultureInfo.InvariantCulture)))];

    /// <summary>Every place that a mark has: all must lie on the paper.</summary>
    public IEnumerable<double> Places() => Root.Descendants().Attributes().Where(a => s_places.Contains(a.Name.LocalName) && a.Parent!.Name.LocalName != "svg")
        .Select(a => double.Parse(a.Value, CultureInfo.InvariantCulture))
        .Concat(All("polygon").SelectMany(Corners).SelectMany(corner => new[] { corner.X, corner.Y }));

    /// <summary>Boxes of the texts that run rightwards, by Helvetica's widths without reserve.</summary>
    public IEnumerable<(double Left, double Right, double Base, string Text)> Lines() => All("text").Where(t => t.Attribute("transform") is null).Select(text =>
    {
        var (x, width) = (Number(text, "x"), IpdEngine.Report.Markup.TextWidth.Of(text.Value, Number(text, "font-size")) / 1.19);
        var left = text.Attribute("text-anchor")?.Value switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        return (left, left + width, Number(text, "y"), text.Value);
    });
}
