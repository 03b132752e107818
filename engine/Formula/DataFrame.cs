namespace IpdEngine.Formula;

/// <summary>A table in memory: named columns of equal length, each of numbers or of texts. Immutable.</summary>
public sealed class DataFrame
{
    private readonly Dictionary<string, DataColumn> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes the columns in the order given.</summary>
    /// <exception cref="ArgumentException">Two columns of one name, or of different lengths.</exception>
    public DataFrame(IReadOnlyList<DataColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        Rows = columns.Count == 0 ? 0 : columns[0].Rows;
        foreach (var column in columns)
        {
            if (!_byName.TryAdd(column.Name, column))
                throw new ArgumentException($"found column '{column.Name}' twice, expected different names", nameof(columns));
            if (column.Rows != Rows)
                throw new ArgumentException($"found {column.Rows} rows in column '{column.Name}', expected {Rows} as in '{columns[0].Name}'", nameof(columns));
        }
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<DataColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether there is a column of this name (case matters).</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the nearest.</exception>
    public DataColumn Column(string name) =>
        _byName.TryGetValue(name, out var column)
            ? column
            : throw new ArgumentException($"found no column '{name}', expected {NearestColumn.Suggest(name, Columns)}");

    /// <summary>The rows of these indices, in their order; every column is copied.</summary>
    public DataFrame Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DataFrame([.. Columns.Select(c => c.IsNumeric
            ? new DataColumn(c.Name, Array.ConvertAll(rows.ToArray(), r => c.Numbers[r]))
            : new DataColumn(c.Name, Array.ConvertAll(rows.ToArray(), r => c.Texts[r])))]);
    }
}
