using System.Text;

namespace IpdEngine.Report.Markup;

/// <summary>A style element with a style sheet of ours: the one place where text is not escaped, so it takes no text from outside.</summary>
internal sealed class StyleSheet : Node
{
    private readonly string css;

    /// <summary>The style sheet kept in the assembly under a name.</summary>
    public StyleSheet(string resource)
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"The assembly holds no style sheet {resource}.", nameof(resource));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        css = reader.ReadToEnd();
        if (css.AsSpan().ContainsAny('<', '&'))
            throw new ArgumentException($"The style sheet {resource} holds a < or &; expected neither, for it stands in markup as it is.", nameof(resource));
    }

    /// <inheritdoc/>
    public override void WriteTo(StringBuilder markup) => markup.Append("\n<style>\n").Append(css).Append("</style>");
}
