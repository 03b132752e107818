using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Sem.Observations;

namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>A data set drawn with replacement from another's rows, or from its clusters: the unit is what is independent.</summary>
/// <remarks>
/// Rows keep their canonical order and patterns their grouping, so that a draw costs a pass over the data and no sorting. A row drawn twice stands twice; a
/// cluster drawn twice is two clusters.
/// </remarks>
internal static class Resample
{
    /// <summary>How often each unit is drawn: as many draws as there are units.</summary>
    public static int[] Counts(int units, ulong seed, long draw)
    {
        var stream = new Philox(seed, (ulong)draw);
        var counts = new int[units];
        for (var i = 0; i < units; i++)
            counts[stream.NextBelow(units)]++;
        return counts;
    }

    /// <summary>Number of independent units in a data set.</summary>
    public static int Units(PatternTable table) => table.ClusterCount > 0 ? table.ClusterCount : table.Count;

    /// <summary>The data set with each unit as often as counted; patterns that nobody is drawn from are left out.</summary>
    public static PatternTable Of(PatternTable table, ReadOnlySpan<int> counts)
    {
        var clustered = table.ClusterCount > 0;
        var total = 0;
        for (var row = 0; row < table.Count; row++)
            total += counts[clustered ? table.Clusters[row] : row];
        var (stride, first) = (table.Stride, Firsts(counts));
        double[] rows = new double[total * stride];
        int[] clusters = new int[total];
        List<Pattern> patterns = new(table.PatternCount);
        var place = 0;
        foreach (var pattern in table.Patterns)
        {
            var start = place;
            for (var row = pattern.First; row < pattern.First + pattern.Count; row++)
            {
                var unit = clustered ? table.Clusters[row] : row;
                for (var copy = 0; copy < counts[unit]; copy++, place++)
                {
                    table.Rows.AsSpan(row * stride, stride).CopyTo(rows.AsSpan(place * stride));
                    clusters[place] = clustered ? first[unit] + copy : 0;
                }
            }

            if (place > start)
                patterns.Add(PatternBuilder.Summarise(rows, stride, start, place - start, pattern.Observed));
        }

        return new PatternTable(table.Columns, rows, clusters, clustered ? first[^1] : 0, [.. patterns], table.Empty);
    }

    // Number of the first copy of each unit, and of copies in all.
    private static int[] Firsts(ReadOnlySpan<int> counts)
    {
        var first = new int[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
            first[i + 1] = first[i] + counts[i];
        return first;
    }
}
