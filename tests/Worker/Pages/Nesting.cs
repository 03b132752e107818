using System.Text.RegularExpressions;

namespace IpdEngine.Tests.Worker.Pages;

/// <summary>Whether the elements of a page are closed in the order in which they were opened, as sent: a browser would mend it silently.</summary>
internal static partial class Nesting
{
    private static readonly HashSet<string> s_void = ["meta", "link", "input", "br"];
    private static readonly HashSet<string> s_blocks = ["p", "div", "ul", "ol", "dl", "table", "form", "fieldset", "section", "details", "pre", "h1", "h2", "h3"];

    /// <summary>What is wrong with it; empty where nothing is.</summary>
    public static IEnumerable<string> FaultsOf(string html)
    {
        var open = new Stack<string>();
        foreach (Match tag in Tag().Matches(html))
        {
            var (isEnd, name) = (tag.Groups[1].Length > 0, tag.Groups[2].Value);
            if (s_void.Contains(name) || tag.Value.EndsWith("/>", StringComparison.Ordinal))
                continue;
            // A paragraph ends where a block begins: what was meant to stand in it would stand outside.
            if (!isEnd && s_blocks.Contains(name) && open.Contains("p"))
                yield return $"<{name}> within a paragraph: {Around(html, tag.Index)}";
            if (!isEnd)
                open.Push(name);
            else if (open.Count == 0 || open.Pop() is var last && last != name)
                yield return $"</{name}> closes another element: {Around(html, tag.Index)}";
        }
        if (open.Count > 0)
            yield return $"<{open.Peek()}> is never closed";
    }

    private static string Around(string html, int at) => html[Math.Max(0, at - 60)..Math.Min(html.Length, at + 60)].ReplaceLineEndings(" ");

    [GeneratedRegex("""<(/?)([a-z][a-z0-9]*)(?:\s+[A-Za-z-]+(?:="[^"]*")?)*\s*/?>""")]
    private static partial Regex Tag();
}
