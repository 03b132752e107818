using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Page;

/// <summary>A table of a page, in a box of its own that scrolls where the screen is narrow.</summary>
/// <param name="caption">What it shows.</param>
/// <param name="headings">Headings; one that begins with <c>#</c> is of a column of numbers, one with <c>~</c> of a column that keeps some width.</param>
internal sealed class Grid(string caption, params string[] headings)
{
    private readonly Tag body = new("tbody");

    /// <summary>True where no row was added.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Adds a row; the first cell is its heading.</summary>
    public void Row(params ReadOnlySpan<Node> cells)
    {
        if (cells.Length != headings.Length)
            throw new ArgumentException($"A row of the table '{caption}' has {cells.Length} cells; expected {headings.Length}.", nameof(cells));
        IsEmpty = false;
        var row = new Tag("tr");
        for (var i = 0; i < cells.Length; i++)
            row.Add(Numeric(i == 0 ? new Tag("th", cells[i]).With("scope", "row") : new Tag("td", cells[i]), i));
        body.Add(row);
    }

    /// <summary>Adds a line that heads the rows below it.</summary>
    public void Group(string heading) => body.Add(new Tag("tr",
        new Tag("th", heading).With("scope", "rowgroup").With("colspan", headings.Length)).With("class", "group"));

    /// <summary>The table.</summary>
    public Node ToNode()
    {
        var head = new Tag("tr");
        for (var i = 0; i < headings.Length; i++)
            head.Add(Numeric(new Tag("th", headings[i].TrimStart('#', '~')).With("scope", "col"), i));
        var table = new Tag("table", new Tag("caption", new Tag("span", caption)), new Tag("thead", head), body);
        return new Tag("div", table).With("class", "scroll").With("role", "region").With("aria-label", caption).With("tabindex", "0");
    }

    private Tag Numeric(Tag cell, int column) => headings[column][0] switch
    {
        '#' => cell.With("class", "n"),
        '~' => cell.With("class", "broad"),
        _ => cell,
    };
}
