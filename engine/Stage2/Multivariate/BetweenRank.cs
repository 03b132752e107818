using MathNet.Numerics.LinearAlgebra.Double;

namespace IpdEngine.Stage2.Multivariate;

/// <summary>Whether a between-study matrix stands on the boundary of what a covariance matrix can be.</summary>
internal static class BetweenRank
{
    /// <summary>A variance below this share of the outcome's mean sampling variance, or an eigenvalue below this, counts as zero.</summary>
    private const double Zero = 1e-7;

    /// <summary>Words to add to the reason of stopping: empty where the matrix has full rank.</summary>
    public static string Describe(double[,] between, StudyVectors data, IReadOnlyList<string> outcomes)
    {
        var p = outcomes.Count;
        var none = Enumerable.Range(0, p).Where(j => between[j, j] <= Zero * data.MeanSamplingVariance(j)).ToList();
        if (none.Count == p)
            return "; boundary: no variance between studies in any outcome";
        var some = Enumerable.Range(0, p).Except(none).ToList();
        var correlations = DenseMatrix.Create(some.Count, some.Count, (a, b) =>
            between[some[a], some[b]] / Math.Sqrt(between[some[a], some[a]] * between[some[b], some[b]]));
        var rank = correlations.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.Count(e => e.Real > Zero);
        var words = none.Count == 0 ? "" : $"; boundary: no variance between studies in {string.Join(", ", none.Select(j => outcomes[j]))}";
        return rank == some.Count ? words : $"{words}; boundary: the between-study correlations are singular (rank {rank} of {some.Count})";
    }
}
