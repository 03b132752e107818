using System.Text;

namespace IpdEngine.Report.Markup;

/// <summary>An element with attributes and children.</summary>
internal sealed class Tag : Node
{
    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal)
    {
        "a", "abbr", "code", "em", "strong", "span", "sub", "sup", "i", "b", "cite", "time", "title", "tspan", "text", "desc", "td", "th", "br", "small",
    };

    private readonly string name;
    private readonly List<(string Name, string Value)> attributes = [];
    private readonly List<Node> children = [];

    /// <summary>An element of a name, which is code of ours and never of a user.</summary>
    public Tag(string name, params ReadOnlySpan<Node> content)
    {
        this.name = name;
        children.AddRange(content);
    }

    /// <summary>The element with an attribute more.</summary>
    public Tag With(string attribute, string value)
    {
        attributes.Add((attribute, value));
        return this;
    }

    /// <summary>The element with a number as an attribute more, written as a coordinate.</summary>
    public Tag With(string attribute, double value) => With(attribute, Numbers.Coordinate(value));

    /// <summary>The element with children more.</summary>
    public Tag Add(params ReadOnlySpan<Node> content)
    {
        children.AddRange(content);
        return this;
    }

    /// <summary>The element with children more.</summary>
    public Tag AddAll(IEnumerable<Node> content)
    {
        children.AddRange(content);
        return this;
    }

    /// <inheritdoc/>
    public override void WriteTo(StringBuilder markup)
    {
        if (!Inline.Contains(name) && markup.Length > 0 && markup[^1] != '\n')
            markup.Append('\n');
        markup.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            markup.Append(' ').Append(attribute).Append("=\"");
            Escape.Write(markup, value, quotes: true);
            markup.Append('"');
        }
        if (children.Count == 0 && IsEmptyElement)
        {
            markup.Append("/>");
            return;
        }
        markup.Append('>');
        foreach (var child in children)
            child.WriteTo(markup);
        markup.Append("</").Append(name).Append('>');
    }

    // HTML closes only its own empty elements with a slash; SVG's shapes are foreign elements and may.
    private bool IsEmptyElement => name is "br" or "hr" or "meta" or "col" or "rect" or "line" or "path" or "polygon" or "circle" or "ellipse";
}
