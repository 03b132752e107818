namespace IpdEngine.Worker.Markup;

/// <summary>Tables and other wide things in a region of their own that scrolls, by keyboard too, so that the page never does sideways.</summary>
internal static class Region
{
    /// <summary>A table.</summary>
    /// <param name="caption">What it shows; names the region as well.</param>
    /// <param name="head">Its column headings.</param>
    /// <param name="rows">Its rows, <c>tr</c> each.</param>
    public static Html Table(string caption, IEnumerable<Heading> head, Html rows) => Table(caption, Html.None, head, rows);

    /// <summary>A table with more words in its caption than a name should have.</summary>
    public static Html Table(string caption, Html more, IEnumerable<Heading> head, Html rows) => Scroll(caption, Html.Of(
        $"""
        <table>
        <caption>{caption}{more}</caption>
        <thead><tr>{Html.Each(head, each => Html.Of($"<th scope=\"col\"{(each.IsNumber ? Html.Of($" class=\"number\"") : Html.None)}>{each.Words}</th>"))}</tr></thead>
        <tbody>{rows}</tbody>
        </table>
        """));

    /// <summary>Anything that may be wider than a phone.</summary>
    public static Html Scroll(string name, Html content) =>
        Html.Of($"<div class=\"scroll\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">{content}</div>\n");
}
