using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>Elements of a page. Text is text whatever it holds: the tree is written out by a serialiser, which encodes it.</summary>
internal static class HtmlTag
{
    private static readonly XmlWriterSettings s_settings = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, CheckCharacters = false, NewLineChars = "\n" };

    /// <summary>An element; an empty one keeps its end tag, as HTML wants it.</summary>
    public static XElement Of(string name, params object?[] content)
    {
        var element = new XElement(name, content);
        if (element.IsEmpty)
            element.Add("");
        return element;
    }

    /// <summary>A class.</summary>
    public static XAttribute Class(string name) => new("class", name);

    /// <summary>The elements as HTML.</summary>
    public static string Write(IEnumerable<XNode> nodes)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, s_settings))
            foreach (var node in nodes)
                node.WriteTo(writer);
        return text.ToString();
    }

    /// <summary>A table in a region of its own that scrolls, by keyboard too.</summary>
    /// <param name="caption">What it shows.</param>
    /// <param name="more">More words below the caption; null: none.</param>
    /// <param name="head">Headings; those of numbers begin with a hash, those of many words with a tilde.</param>
    /// <param name="rows">Rows of texts; the first cell names the row.</param>
    public static XElement Table(string caption, string? more, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) => Of("div", Class("scroll"),
        new XAttribute("role", "region"), new XAttribute("aria-label", caption), new XAttribute("tabindex", "0"),
        Of("table",
            Of("caption", caption, more is null ? null : Of("small", more)),
            Of("thead", Of("tr", head.Select(words => Of("th", new XAttribute("scope", "col"), words.StartsWith('#') ? Class("number") : null, words.TrimStart('#', '~'))))),
            Of("tbody", rows.Select(row => Of("tr", row.Select((cell, i) =>
                i == 0 ? Of("th", new XAttribute("scope", "row"), cell) : Of("td", head[i][0] switch { '#' => Class("number"), '~' => Class("words"), _ => null }, cell)))))));

    /// <summary>Plots side by side where there is room.</summary>
    public static XElement Figures(IEnumerable<(string Words, XElement Svg)> figures) =>
        Of("div", Class("plots"), figures.Select(figure => Of("div", Class("plot"), Of("p", Class("label"), figure.Words), figure.Svg)));

    /// <summary>What is open only when asked for.</summary>
    public static XElement Folded(string summary, params object?[] content) => Of("details", Of("summary", summary), content);
}
