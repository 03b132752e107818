namespace IpdEngine.Stage2;

/// <summary>A sampling covariance matrix V (k x k), kept as the blocks of effects that hang together.</summary>
public sealed class SamplingCovariance
{
    private readonly int[] _blockOf;
    private readonly int[] _placeOf;
    private readonly int[][] _rows;
    private readonly double[][] _values;

    private SamplingCovariance(int k, int[][] rows, double[][] values)
    {
        (K, _rows, _values) = (k, rows, values);
        (_blockOf, _placeOf) = (new int[k], new int[k]);
        for (var b = 0; b < rows.Length; b++)
            for (var i = 0; i < rows[b].Length; i++)
                (_blockOf[rows[b][i]], _placeOf[rows[b][i]]) = (b, i);
    }

    /// <summary>Number of effects k.</summary>
    public int K { get; }

    /// <summary>Number of blocks that are not tied to each other as V was given.</summary>
    internal int Blocks => _rows.Length;

    /// <summary>V_ij.</summary>
    public double this[int i, int j] =>
        _blockOf[i] == _blockOf[j] ? _values[_blockOf[i]][_placeOf[i] * _rows[_blockOf[i]].Length + _placeOf[j]] : 0;

    /// <summary>Independent effects.</summary>
    /// <param name="variances">Sampling variances (k).</param>
    public static SamplingCovariance Of(IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(variances);
        return new(variances.Count, [.. Enumerable.Range(0, variances.Count).Select(i => new[] { i })], [.. variances.Select(v => new[] { v })]);
    }

    /// <summary>A full matrix; effects that no chain of covariances ties together fall into blocks of their own.</summary>
    /// <param name="v">V (k x k).</param>
    /// <exception cref="ArgumentException">The matrix is not square.</exception>
    public static SamplingCovariance Of(double[,] v)
    {
        ArgumentNullException.ThrowIfNull(v);
        var k = v.GetLength(0);
        if (v.GetLength(1) != k)
            throw new ArgumentException($"Found a matrix {k} x {v.GetLength(1)}, expected a square one.", nameof(v));
        var ties = new DisjointSets(k);
        for (var i = 0; i < k; i++)
            for (var j = 0; j < i; j++)
                if (v[i, j] != 0 || v[j, i] != 0)
                    ties.Join(i, j);
        var rows = ties.Sets();
        return new(k, rows, [.. rows.Select(r => Block(r, (i, j) => v[i, j]))]);
    }

    /// <summary>Blocks in the order of rows: the first n1 effects, the next n2, and so on.</summary>
    /// <param name="blocks">Square matrices.</param>
    /// <exception cref="ArgumentException">A matrix is not square.</exception>
    public static SamplingCovariance Of(IReadOnlyList<double[,]> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var (rows, values, first) = (new int[blocks.Count][], new double[blocks.Count][], 0);
        for (var b = 0; b < blocks.Count; b++)
        {
            var (start, n, block) = (first, blocks[b].GetLength(0), blocks[b]);
            if (block.GetLength(1) != n)
                throw new ArgumentException($"Found a block {n} x {block.GetLength(1)}, expected square ones.", nameof(blocks));
            rows[b] = [.. Enumerable.Range(start, n)];
            values[b] = Block(rows[b], (i, j) => block[i - start, j - start]);
            first += n;
        }
        return new(first, rows, values);
    }

    /// <summary>V_ij = r_ij sqrt(v_i v_j) within a cluster and 0 between clusters, as metafor's vcalc and clubSandwich's impute_covariance_matrix build it.</summary>
    /// <param name="variances">Sampling variances (k).</param>
    /// <param name="clusters">Cluster of each effect (k).</param>
    /// <param name="correlation">r of two effects of one cluster.</param>
    /// <param name="groups">Subgroup or outcome of each effect (k), or null.</param>
    /// <param name="betweenGroups">r of two effects of one cluster in different groups: 0 where groups are independent subsamples.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a correlation is not between -1 and 1.</exception>
    public static SamplingCovariance FromCorrelation(
        IReadOnlyList<double> variances, IReadOnlyList<string> clusters, double correlation, IReadOnlyList<string>? groups = null, double betweenGroups = 0)
    {
        ArgumentNullException.ThrowIfNull(variances);
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Count != variances.Count || (groups is not null && groups.Count != variances.Count))
            throw new ArgumentException($"Found {variances.Count} variances, {clusters.Count} clusters{(groups is null ? "" : $" and {groups.Count} groups")}, expected as many of each.", nameof(clusters));
        if (!(Math.Abs(correlation) <= 1 && Math.Abs(betweenGroups) <= 1))
            throw new ArgumentException($"Found correlations {correlation} and {betweenGroups}, expected numbers between -1 and 1.", nameof(correlation));
        var rows = Enumerable.Range(0, variances.Count).GroupBy(i => clusters[i], StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        return new(variances.Count, rows, [.. rows.Select(r => Block(r, Covariance))]);

        double Covariance(int i, int j) => i == j
            ? variances[i]
            : Math.Sqrt(variances[i] * variances[j]) * (groups is null || string.Equals(groups[i], groups[j], StringComparison.Ordinal) ? correlation : betweenGroups);
    }

    /// <summary>The rows and columns named, in the order given.</summary>
    public SamplingCovariance Rows(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var chosen = Enumerable.Range(0, rows.Count).GroupBy(i => _blockOf[rows[i]]).Select(g => g.ToArray()).ToArray();
        return new(rows.Count, chosen, [.. chosen.Select(b => Block(b, (i, j) => this[rows[i], rows[j]]))]);
    }

    /// <summary>Rows of block b.</summary>
    internal IReadOnlyList<int> BlockRows(int b) => _rows[b];

    private static double[] Block(int[] rows, Func<int, int, double> element)
    {
        var (n, block) = (rows.Length, new double[rows.Length * rows.Length]);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                block[i * n + j] = element(rows[i], rows[j]);
        return block;
    }
}
