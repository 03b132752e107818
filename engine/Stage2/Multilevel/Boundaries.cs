using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Words on where an estimate stands on the boundary of what a covariance matrix can be.</summary>
internal static class Boundaries
{
    // A variance below this share of the mean sampling variance, or an eigenvalue of correlations below this, counts as zero.
    private const double Zero = 1e-7;

    /// <summary>Words to add to the reason of stopping: empty where nothing is on a boundary.</summary>
    public static string Describe(IReadOnlyList<VarianceComponent> components, EffectBlocks data, IReadOnlyList<double[,]> between, DependentEffects effects)
    {
        var (sum, words) = (0.0, new List<string>());
        for (var i = 0; i < effects.K; i++)
            sum += effects.V[i, i];
        foreach (var component in components)
            if (component.Fixed)
                words.Add($"{component.Name} has one level: its variance is held at zero");
            else if (component.Kind != ComponentKind.Rho && component.Estimate <= Zero * sum / data.K)
                words.Add($"boundary: no variance in {component.Name}");
        for (var t = 0; t < between.Count; t++)
            if (Rank(between[t]) is var (rank, of) && rank < of)
                words.Add($"boundary: the correlations of {effects.Random[t].Name} are singular (rank {rank} of {of})");
        return string.Concat(words.Select(w => "; " + w));
    }

    // Rank of the correlations among variances that are not zero.
    private static (int Rank, int Of) Rank(double[,] g)
    {
        var largest = Enumerable.Range(0, g.GetLength(0)).Max(j => g[j, j]);
        var some = Enumerable.Range(0, g.GetLength(0)).Where(j => g[j, j] > Zero * largest).ToArray();
        var n = some.Length;
        var (matrix, vectors) = (new double[n * n], new double[n * n]);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                matrix[i * n + j] = g[some[i], some[j]] / Math.Sqrt(g[some[i], some[i]] * g[some[j], some[j]]);
        SymmetricEigen.Decompose(matrix, n, vectors);
        return (Enumerable.Range(0, n).Count(i => matrix[i * n + i] > Zero), n);
    }
}
