namespace IpdEngine.Report.Tables;

/// <summary>What a column holds.</summary>
internal enum ColumnKind
{
    /// <summary>Text, or null where there is none.</summary>
    Text,

    /// <summary>Double precision; NaN where not defined.</summary>
    Number,

    /// <summary>Whole number, or null where suppressed or not defined.</summary>
    Count,
}

/// <summary>A column's name and kind.</summary>
/// <param name="Name">Its name, broom's where broom has one.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record Column(string Name, ColumnKind Kind);

/// <summary>A table of a run, written alike as CSV and Parquet.</summary>
/// <param name="name">File name without its ending.</param>
/// <param name="columns">Columns in order.</param>
internal sealed class Table(string name, params Column[] columns)
{
    private readonly List<object?[]> rows = [];

    /// <summary>File name without its ending.</summary>
    public string Name { get; } = name;

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>Rows in order; a cell is a string, a double, an int or null.</summary>
    public IReadOnlyList<object?[]> Rows => rows;

    /// <summary>A text column.</summary>
    public static Column Text(string name) => new(name, ColumnKind.Text);

    /// <summary>A number column.</summary>
    public static Column Number(string name) => new(name, ColumnKind.Number);

    /// <summary>A count column.</summary>
    public static Column Count(string name) => new(name, ColumnKind.Count);

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One value a column, of the column's kind.</param>
    /// <exception cref="ArgumentException">The cells do not fit the columns.</exception>
    public void Add(params object?[] cells)
    {
        if (cells.Length != Columns.Count)
            throw new ArgumentException($"A row of {Name} has {cells.Length} cells; expected {Columns.Count}.", nameof(cells));
        for (var i = 0; i < cells.Length; i++)
            if (!Fits(cells[i], Columns[i].Kind))
                throw new ArgumentException(
                    $"Cell {Columns[i].Name} of {Name} holds a {cells[i]?.GetType().Name ?? "null"}; expected {Columns[i].Kind}.", nameof(cells));
        rows.Add(cells);
    }

    private static bool Fits(object? cell, ColumnKind kind) => kind switch
    {
        ColumnKind.Text => cell is null or string,
        ColumnKind.Number => cell is double,
        _ => cell is null or int,
    };
}
