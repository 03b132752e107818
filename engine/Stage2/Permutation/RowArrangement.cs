namespace IpdEngine.Stage2.Permutation;

/// <summary>Distinct arrangements of the rows of a model matrix: rows that are alike form a group, and an arrangement gives each effect a group.</summary>
internal sealed class RowArrangement
{
    private readonly int[] _labels;
    private readonly int[] _sizes;
    private readonly int[] _starts;
    private readonly int[] _order;

    private RowArrangement(int[] labels, int[] sizes, int[] order)
    {
        (_labels, _sizes, _order) = (labels, sizes, order);
        _starts = new int[sizes.Length];
        for (var g = 1; g < sizes.Length; g++)
            _starts[g] = _starts[g - 1] + sizes[g - 1];
        Distinct = Count(sizes);
    }

    /// <summary>k! over the product of the groups' factorials; infinity where a double cannot hold it.</summary>
    public double Distinct { get; }

    /// <summary>Groups the rows of a model matrix (columns of k each).</summary>
    public static RowArrangement Of(double[][] columns)
    {
        var k = columns[0].Length;
        var order = Enumerable.Range(0, k).ToArray();
        Array.Sort(order, (a, b) => Compare(columns, a, b) is var c && c != 0 ? c : a.CompareTo(b));
        var labels = new int[k];
        List<int> sizes = [1];
        for (var s = 1; s < k; s++)
        {
            if (Compare(columns, order[s - 1], order[s]) != 0)
                sizes.Add(0);
            sizes[^1]++;
            labels[order[s]] = sizes.Count - 1;
        }
        return new RowArrangement(labels, [.. sizes], order);
    }

    /// <summary>The model matrix with its rows group by group: the order of the slots.</summary>
    public double[][] SortedColumns(double[][] columns) => [.. columns.Select(column => _order.Select(i => column[i]).ToArray())];

    /// <summary>The group of each effect as observed; a copy.</summary>
    public int[] ObservedLabels() => [.. _labels];

    /// <summary>Puts each effect into the next free slot of its group.</summary>
    public void Place(int[] labels, double[] y, double[] v, double[] slotY, double[] slotV)
    {
        Span<int> next = _starts.Length <= 128 ? stackalloc int[_starts.Length] : new int[_starts.Length];
        _starts.CopyTo(next);
        for (var i = 0; i < labels.Length; i++)
        {
            var slot = next[labels[i]]++;
            (slotY[slot], slotV[slot]) = (y[i], v[i]);
        }
    }

    /// <summary>The arrangement of a rank in lexicographic order; <see cref="Distinct"/> must be below 2^40.</summary>
    public int[] Unrank(long rank)
    {
        var labels = new int[_labels.Length];
        int[] left = [.. _sizes];
        var total = (long)Distinct;
        for (var i = 0; i < labels.Length; i++)
            for (var g = 0; g < left.Length; g++)
            {
                // Of the arrangements of what is left, a share left[g] / n begins with group g, a whole number.
                var begin = (long)((Int128)total * left[g] / (labels.Length - i));
                if (rank >= begin)
                {
                    rank -= begin;
                    continue;
                }
                (labels[i], total) = (g, begin);
                left[g]--;
                break;
            }
        return labels;
    }

    /// <summary>Steps to the next arrangement in lexicographic order; the last stays.</summary>
    public static void Next(int[] labels)
    {
        var i = labels.Length - 2;
        while (i >= 0 && labels[i] >= labels[i + 1])
            i--;
        if (i < 0)
            return;
        var j = labels.Length - 1;
        while (labels[j] <= labels[i])
            j--;
        (labels[i], labels[j]) = (labels[j], labels[i]);
        Array.Reverse(labels, i + 1, labels.Length - i - 1);
    }

    private static double Count(int[] sizes)
    {
        // One factor at a time, each partial product a multinomial number and so whole.
        var count = 1.0;
        var n = 0;
        foreach (var size in sizes)
            for (var i = 1; i <= size; i++)
                count = Math.Round(count * ++n / i);
        return count;
    }

    private static int Compare(double[][] columns, int a, int b)
    {
        foreach (var column in columns)
            if (column[a].CompareTo(column[b]) is var c && c != 0)
                return c;
        return 0;
    }
}
