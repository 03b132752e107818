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

    /// <summary>Whether values may be missing.</summary>
    internal abstract bool Nullable { get; }

    /// <summary>The same values under another name.</summary>
    internal abstract TableColumn Named(string other);

    /// <summary>The value of a row as invariant text that reads back to the same value; null = missing.</summary>
    internal abstract string? AsText(int row);

    /// <summary>Text; null = missing.</summary>
    public static TableColumn Text(string name, IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new TextColumn(name, values.Count, () => row => values[row]);
    }

    /// <summary>Text given as codes into labels; a negative code = missing. Costs four bytes a row, whatever the labels' length.</summary>
    public static TableColumn Codes(string name, ReadOnlyMemory<int> codes, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new TextColumn(name, codes.Length, () => row => codes.Span[row] < 0 ? null : labels[codes.Span[row]]);
    }

    /// <summary>Text given by a function of the row; null = missing.</summary>
    internal static TableColumn Text(string name, int count, Func<int, string?> value) => new TextColumn(name, count, () => value);

    /// <summary>Text given by functions of the row that remember where they were: each reader of the column gets its own.</summary>
    internal static TableColumn Text(string name, int count, Func<Func<int, string?>> open) => new TextColumn(name, count, open);

    /// <summary>Double-precision numbers; NaN = missing.</summary>
    public static TableColumn Numbers(string name, ReadOnlyMemory<double> values) =>
        new ValueColumn<double>(name, values.Length, Slices(values), double.IsNaN);

    /// <summary>Double-precision numbers that are copied from a row on when they are wanted; NaN = missing.</summary>
    internal static TableColumn Numbers(string name, int count, Action<int, Span<double>> copy) => new ValueColumn<double>(name, count, copy, double.IsNaN);

    /// <summary>32-bit integers; <paramref name="missing"/>, where given, = missing.</summary>
    public static TableColumn Integers(string name, ReadOnlyMemory<int> values, int? missing = null) =>
        Integers(name, values.Length, Slices(values), missing);

    /// <summary>32-bit integers that are copied from a row on when they are wanted; <paramref name="missing"/>, where given, = missing.</summary>
    internal static TableColumn Integers(string name, int count, Action<int, Span<int>> copy, int? missing = null) =>
        new ValueColumn<int>(name, count, copy, missing is int code ? value => value == code : null);

    /// <summary>Truth values.</summary>
    public static TableColumn Flags(string name, ReadOnlyMemory<bool> values) => new ValueColumn<bool>(name, values.Length, Slices(values), null);

    private static Action<int, Span<T>> Slices<T>(ReadOnlyMemory<T> values) => (first, slice) => values.Span.Slice(first, slice.Length).CopyTo(slice);
}

/// <summary>A column of text.</summary>
internal sealed class TextColumn(string name, int count, Func<Func<int, string?>> open) : TableColumn(name, count)
{
    private Func<int, string?>? _rows;

    internal override bool Nullable => true;

    /// <summary>The text of any row, for one reader.</summary>
    internal Func<int, string?> Open() => open();

    internal override string? AsText(int row) => (_rows ??= open())(row);

    internal override TableColumn Named(string other) => new TextColumn(other, Count, open);
}

/// <summary>
/// A column of fixed-width values, copied from a row on by <paramref name="copy"/>; a value for which <paramref name="isMissing"/> holds is a null of the file.
/// </summary>
internal sealed class ValueColumn<T>(string name, int count, Action<int, Span<T>> copy, Func<T, bool>? isMissing) : TableColumn(name, count)
    where T : struct
{
    internal override bool Nullable => isMissing is not null;

    internal override TableColumn Named(string other) => new ValueColumn<T>(other, Count, copy, isMissing);

    internal override string? AsText(int row)
    {
        var value = new T[1];
        copy(row, value);
        return isMissing?.Invoke(value[0]) == true ? null : Convert.ToString(value[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Copies the values of a slice.</summary>
    internal void CopyTo(int first, Span<T> values) => copy(first, values);

    /// <summary>Packs the values of a slice that are not missing and says which were (level 1) and which were not (level 0); returns how many.</summary>
    internal int Pack(int first, Span<int> levels, Span<T> packed)
    {
        copy(first, packed);
        var used = 0;
        for (var i = 0; i < packed.Length; i++)
        {
            levels[i] = isMissing!(packed[i]) ? 0 : 1;
            if (levels[i] == 1)
                packed[used++] = packed[i];
        }
        return used;
    }
}
