namespace IpdEngine.Stage1.Sem.Observations;

/// <summary>Sorts the rows of a data set into a <see cref="PatternTable"/>.</summary>
public static class PatternBuilder
{
    /// <summary>A row with the pattern of its first 64 columns, the first in the highest bit.</summary>
    private readonly record struct RowKey(int Row, ulong Leading);

    /// <summary>Groups a data set by missing-data pattern.</summary>
    /// <param name="data">rows x columns, row-major; NaN where missing.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="clusters">Cluster label of each row by rank, or empty for independent rows.</param>
    /// <param name="completeOnly">True to keep complete rows alone (listwise deletion).</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a value is infinite.</exception>
    public static PatternTable Build(ReadOnlySpan<double> data, int columns, ReadOnlySpan<int> clusters = default, bool completeOnly = false)
    {
        if (columns < 1 || data.Length % columns != 0)
            throw new ArgumentException($"found {data.Length} values, expected a multiple of {columns} columns", nameof(data));
        var total = data.Length / columns;
        if (!clusters.IsEmpty && clusters.Length != total)
            throw new ArgumentException($"found {clusters.Length} cluster labels, expected one for each of {total} rows", nameof(clusters));
        foreach (var value in data)
            if (double.IsInfinity(value))
                throw new ArgumentException("found an infinite value, expected finite ones or NaN for missing", nameof(data));
        var values = data.ToArray();
        var labels = clusters.ToArray();
        List<RowKey> kept = new(total);
        var empty = 0;
        for (var row = 0; row < total; row++)
        {
            var observed = 0;
            var leading = 0UL;
            for (var column = 0; column < columns; column++)
            {
                if (double.IsNaN(values[row * columns + column]))
                    continue;
                observed++;
                if (column < 64)
                    leading |= 1UL << (63 - column);
            }

            if (observed == 0)
                empty++;
            else if (!completeOnly || observed == columns)
                kept.Add(new RowKey(row, leading));
        }

        kept.Sort((a, b) => a.Leading == b.Leading ? Compare(values, columns, labels, a.Row, b.Row) : b.Leading.CompareTo(a.Leading));
        var stride = PatternTable.StrideOf(columns);
        var rows = new double[kept.Count * stride];
        var numbers = new int[kept.Count];
        Dictionary<int, int> seen = [];
        for (var place = 0; place < kept.Count; place++)
        {
            for (var column = 0; column < columns; column++)
            {
                var value = values[kept[place].Row * columns + column];
                rows[place * stride + column] = double.IsNaN(value) ? 0 : value;
            }

            if (labels.Length > 0)
            {
                seen.TryAdd(labels[kept[place].Row], seen.Count);
                numbers[place] = seen[labels[kept[place].Row]];
            }
        }

        return new PatternTable(columns, rows, numbers, seen.Count, Group(values, columns, kept, rows, stride), empty);
    }

    // More observed early columns first; then by value, then by cluster label.
    private static int Compare(double[] values, int columns, int[] labels, int a, int b)
    {
        for (var column = 0; column < columns; column++)
        {
            var (first, second) = (double.IsNaN(values[a * columns + column]), double.IsNaN(values[b * columns + column]));
            if (first != second)
                return first ? 1 : -1;
        }

        for (var column = 0; column < columns; column++)
        {
            var order = values[a * columns + column].CompareTo(values[b * columns + column]);
            if (order != 0)
                return order;
        }

        return labels.Length == 0 ? 0 : labels[a].CompareTo(labels[b]);
    }

    private static Pattern[] Group(double[] values, int columns, List<RowKey> kept, double[] rows, int stride)
    {
        List<Pattern> patterns = [];
        for (var first = 0; first < kept.Count;)
        {
            var end = first + 1;
            while (end < kept.Count && SamePattern(values, columns, kept[first].Row, kept[end].Row))
                end++;
            patterns.Add(Summarise(rows, stride, first, end - first, ObservedIn(values.AsSpan(kept[first].Row * columns, columns))));
            first = end;
        }

        return [.. patterns];
    }

    private static int[] ObservedIn(ReadOnlySpan<double> row)
    {
        List<int> observed = new(row.Length);
        for (var column = 0; column < row.Length; column++)
            if (!double.IsNaN(row[column]))
                observed.Add(column);
        return [.. observed];
    }

    private static bool SamePattern(double[] values, int columns, int a, int b)
    {
        for (var column = 0; column < columns; column++)
            if (double.IsNaN(values[a * columns + column]) != double.IsNaN(values[b * columns + column]))
                return false;
        return true;
    }

    /// <summary>A pattern's mean, and its scatter where that pays, from its rows.</summary>
    internal static Pattern Summarise(double[] rows, int stride, int first, int count, int[] observed)
    {
        var mask = new double[stride];
        var mean = new double[stride];
        foreach (var column in observed)
        {
            mask[column] = 1;
            for (var row = first; row < first + count; row++)
                mean[column] += rows[row * stride + column];
            mean[column] /= count;
        }

        // The scatter pays where rows outnumber what two matrix products cost.
        double[]? scatter = null;
        if (count > 2 * observed.Length)
        {
            scatter = new double[stride * stride];
            foreach (var i in observed)
            {
                foreach (var j in observed)
                {
                    if (j < i)
                        continue;
                    var sum = 0.0;
                    for (var row = first; row < first + count; row++)
                        sum = Math.FusedMultiplyAdd(rows[row * stride + i] - mean[i], rows[row * stride + j] - mean[j], sum);
                    scatter[i * stride + j] = scatter[j * stride + i] = sum;
                }
            }
        }

        return new Pattern { First = first, Count = count, Observed = observed, Mask = mask, Mean = mean, Scatter = scatter };
    }
}
