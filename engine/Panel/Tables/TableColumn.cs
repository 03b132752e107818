using System.Globalization;

namespace IpdEngine.Panel.Tables;

/// <summary>A named column of a table on its way to a file; its values are read a slice at a time and never changed.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
        Count = count;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>The same values under another name.</summary>
    internal abstract TableColumn Named(string other);

    /// <summary>The value of a row as invariant text that reads back to the same value; null = missing.</summary>
    internal abstract string? AsText(int row);

    /// <summary>Text; null = missing.</summary>
    public static TableColumn Text(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TextColumn(name, values.Count, row => values[row]);
    }

    /// <summary>Text given as codes into labels; a negative code = missing. Costs four bytes a row, whatever the labels' length.</summary>
    public static TableColumn Codes(string name, ReadOnlyMemory<int> codes, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new TextColumn(name, codes.Length, row => codes.Span[row] < 0 ? null : labels[codes.Span[row]]);
    }

    /// <summary>Text given by a function of the row; null = missing.</summary>
    internal static TableColumn Text(string name, int count, Func<int, string?> value) => new TextColumn(name, count, value);

    /// <summary>Double-precision numbers; NaN = missing.</summary>
    public static TableColumn Numbers(string name, ReadOnlyMemory<double> values) =>
        new ValueColumn<double>(name, values, double.IsNaN);

    /// <summary>32-bit integers; <paramref name="missing"/>, where given, = missing.</summary>
    public static TableColumn Integers(string name, ReadOnlyMemory<int> values, int? missing = null) =>
        new ValueColumn<int>(name, values, missing is int code ? value => value == code : null);

    /// <summary>Truth values.</summary>
    public static TableColumn Flags(string name, ReadOnlyMemory<bool> values) => new ValueColumn<bool>(name, values, null);
}

/// <summary>A column of text.</summary>
internal sealed class TextColumn(string name, int count, Func<int, string?> value) : TableColumn(name, count)
{
    internal string? this[int row] => value(row);

    internal override string? AsText(int row) => value(row);

    internal override TableColumn Named(string other) => new TextColumn(other, Count, value);
}

/// <summary>A column of fixed-width values; a value for which <paramref name="isMissing"/> holds is a null of the file.</summary>
internal sealed class ValueColumn<T>(string name, ReadOnlyMemory<T> values, Func<T, bool>? isMissing) : TableColumn(name, values.Length)
    where T : struct
{
    internal ReadOnlyMemory<T> Values => values;

    internal bool Nullable => isMissing is not null;

    internal override TableColumn Named(string other) => new ValueColumn<T>(other, values, isMissing);

    internal override string? AsText(int row) =>
        isMissing?.Invoke(values.Span[row]) == true ? null : Convert.ToString(values.Span[row], CultureInfo.InvariantCulture);

    /// <summary>Packs the values of a slice that are not missing and says which were (level 1) and which were not (level 0); returns how many.</summary>
    internal int Pack(int first, Span<int> levels, Span<T> packed)
    {
        var slice = values.Span.Slice(first, levels.Length);
        var used = 0;
        for (var i = 0; i < slice.Length; i++)
        {
            levels[i] = isMissing!(slice[i]) ? 0 : 1;
            if (levels[i] == 1)
                packed[used++] = slice[i];
        }
        return used;
    }
}
