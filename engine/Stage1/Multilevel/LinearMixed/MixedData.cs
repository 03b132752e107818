namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>The rows of a linear mixed model with one grouping factor: y = X beta + Z b_group + e.</summary>
/// <remarks>Rows of one group stand together. Sums run in the order of the rows, so the same order gives the same bits.</remarks>
internal sealed class MixedData
{
    /// <summary>Takes the columns as they are; nothing is copied.</summary>
    /// <param name="response">y, n.</param>
    /// <param name="fixedColumns">X, n x p row-major, the intercept's column of ones included.</param>
    /// <param name="fixedNames">Names of the p columns.</param>
    /// <param name="randomColumns">Z, n x q row-major.</param>
    /// <param name="randomNames">Names of the q columns.</param>
    /// <param name="groups">Group of each row: equal numbers stand together.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit, a number that is not finite, a group in two places.</exception>
    internal MixedData(
        double[] response, double[] fixedColumns, IReadOnlyList<string> fixedNames, double[] randomColumns, IReadOnlyList<string> randomNames, ReadOnlySpan<int> groups)
    {
        (Rows, Fixed, Random) = (response.Length, fixedNames.Count, randomNames.Count);
        if (Fixed == 0 || Random == 0 || fixedColumns.Length != Rows * Fixed || randomColumns.Length != Rows * Random || groups.Length != Rows)
            throw new ArgumentException(
                $"found {fixedColumns.Length} fixed and {randomColumns.Length} random elements and {groups.Length} groups, expected {Rows} x {Fixed}, {Rows} x {Random} and {Rows}",
                nameof(fixedColumns));
        foreach (var numbers in (double[][])[response, fixedColumns, randomColumns])
            if (!Lanes.AreFinite(numbers))
                throw new ArgumentException($"found {numbers.First(number => !double.IsFinite(number))}, expected finite numbers: leave incomplete rows out", nameof(response));
        (Response, FixedColumns, FixedNames, RandomColumns, RandomNames) = (response, fixedColumns, fixedNames, randomColumns, randomNames);
        GroupStarts = Starts(groups);
    }

    /// <summary>n.</summary>
    internal int Rows { get; }

    /// <summary>p, columns of X.</summary>
    internal int Fixed { get; }

    /// <summary>q, columns of Z.</summary>
    internal int Random { get; }

    /// <summary>Number of groups.</summary>
    internal int Groups => GroupStarts.Length - 1;

    internal double[] Response { get; }

    internal double[] FixedColumns { get; }

    internal IReadOnlyList<string> FixedNames { get; }

    internal double[] RandomColumns { get; }

    internal IReadOnlyList<string> RandomNames { get; }

    /// <summary>First row of each group, and n at the end.</summary>
    internal int[] GroupStarts { get; }

    private static int[] Starts(ReadOnlySpan<int> groups)
    {
        var starts = new List<int>();
        var rising = true;
        for (var row = 0; row < groups.Length; row++)
        {
            if (row > 0 && groups[row] == groups[row - 1])
                continue;
            rising &= row == 0 || groups[row] > groups[row - 1];
            starts.Add(row);
        }

        if (!rising)
            RequireTogether(groups, starts);
        starts.Add(groups.Length);
        return [.. starts];
    }

    private static void RequireTogether(ReadOnlySpan<int> groups, List<int> starts)
    {
        var seen = new HashSet<int>();
        foreach (var row in starts)
            if (!seen.Add(groups[row]))
                throw new ArgumentException($"found group {groups[row]} again at row {row}, expected the rows of a group to stand together", nameof(groups));
    }
}
