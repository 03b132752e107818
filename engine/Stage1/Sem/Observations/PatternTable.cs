namespace IpdEngine.Stage1.Sem.Observations;

/// <summary>
/// A data set grouped by missing-data pattern, in canonical order, with sufficient statistics for each pattern.
/// </summary>
/// <remarks>
/// Patterns stand in order of their observed columns (as a binary number read from the first column), rows within a pattern in order of
/// their values: the same data give the same table whatever order the rows came in. Rows with nothing observed are counted and left out.
/// Rows are padded to <see cref="Stride"/> with zeros, missing values are zeros under the pattern's mask.
/// </remarks>
public sealed class PatternTable
{
    internal PatternTable(int columns, double[] rows, int[] clusters, int clusterCount, Pattern[] patterns, int empty)
    {
        Columns = columns;
        Stride = StrideOf(columns);
        Rows = rows;
        Clusters = clusters;
        ClusterCount = clusterCount;
        Patterns = patterns;
        Empty = empty;
        Count = clusters.Length;
        foreach (var pattern in patterns)
            Observations += (long)pattern.Count * pattern.Observed.Length;
    }

    /// <summary>Number of columns, p.</summary>
    public int Columns { get; }

    /// <summary>Rows with at least one observed value: N of the likelihood.</summary>
    public int Count { get; }

    /// <summary>Rows with nothing observed.</summary>
    public int Empty { get; }

    /// <summary>Observed values in all.</summary>
    public long Observations { get; }

    /// <summary>Number of missing-data patterns.</summary>
    public int PatternCount => Patterns.Length;

    /// <summary>Number of clusters, or 0 where rows are independent.</summary>
    public int ClusterCount { get; }

    /// <summary>Elements from one row to the next: enough for a vector of four to be read from any element.</summary>
    internal int Stride { get; }

    /// <summary>N x stride.</summary>
    internal double[] Rows { get; }

    /// <summary>Cluster of each row, numbered by first appearance in canonical order.</summary>
    internal int[] Clusters { get; }

    /// <summary>The patterns.</summary>
    internal Pattern[] Patterns { get; }

    /// <summary>The stride for a number of columns.</summary>
    internal static int StrideOf(int columns) => (columns + 6) / 4 * 4;
}

/// <summary>One missing-data pattern.</summary>
internal sealed class Pattern
{
    /// <summary>First row in the table.</summary>
    public required int First { get; init; }

    /// <summary>Number of rows, n_k.</summary>
    public required int Count { get; init; }

    /// <summary>Observed columns, rising.</summary>
    public required int[] Observed { get; init; }

    /// <summary>1 at observed columns, 0 elsewhere; stride long.</summary>
    public required double[] Mask { get; init; }

    /// <summary>Means of the rows, 0 where missing; stride long.</summary>
    public required double[] Mean { get; init; }

    /// <summary>Sum of squares and products about the means, stride x stride, 0 where missing; null where the rows themselves are cheaper.</summary>
    public required double[]? Scatter { get; init; }
}
