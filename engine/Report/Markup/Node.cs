using System.Text;

namespace IpdEngine.Report.Markup;

/// <summary>
/// A piece of HTML or SVG. Text becomes markup only by being escaped here, and there is no way to put raw markup into a tree: a hostile
/// study name can be shown, never run.
/// </summary>
internal abstract class Node
{
    /// <summary>Text becomes escaped character data.</summary>
    public static implicit operator Node(string text) => new Words(text);

    /// <summary>Writes the piece as well-formed markup (HTML and XML alike).</summary>
    public abstract void WriteTo(StringBuilder markup);

    /// <summary>The piece as text.</summary>
    public override string ToString()
    {
        var markup = new StringBuilder();
        WriteTo(markup);
        return markup.ToString();
    }

    private sealed class Words(string text) : Node
    {
        public override void WriteTo(StringBuilder markup) => Escape.Write(markup, text, quotes: false);
    }
}
