using IpdEngine.Panel.Tables;

namespace IpdEngine.Intake.Quality.Files;

/// <summary>A table of rows of one kind, put together column by column.</summary>
internal sealed class TidyTable<T>(IEnumerable<T> rows)
{
    // No count and no session number is as small: it stands for what is masked or has none.
    private const int Missing = int.MinValue;

    private readonly IReadOnlyList<T> _rows = [.. rows];
    private readonly List<TableColumn> _columns = [];

    /// <summary>The columns in the order in which they were added.</summary>
    public IReadOnlyList<TableColumn> Columns => _columns;

    /// <summary>Adds a column of text.</summary>
    public TidyTable<T> Text(string name, Func<T, string?> value) => With(TableColumn.Text(name, [.. _rows.Select(value)]));

    /// <summary>Adds a column of numbers; NaN is empty.</summary>
    public TidyTable<T> Number(string name, Func<T, double> value) => With(TableColumn.Numbers(name, _rows.Select(value).ToArray()));

    /// <summary>Adds a column of whole numbers; null is empty.</summary>
    public TidyTable<T> Whole(string name, Func<T, int?> value) => With(TableColumn.Integers(name, _rows.Select(row => value(row) ?? Missing).ToArray(), Missing));

    /// <summary>Adds a column of truth values.</summary>
    public TidyTable<T> Flag(string name, Func<T, bool> value) => With(TableColumn.Flags(name, _rows.Select(value).ToArray()));

    private TidyTable<T> With(TableColumn column)
    {
        _columns.Add(column);
        return this;
    }
}
