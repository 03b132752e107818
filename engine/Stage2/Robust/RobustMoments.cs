using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Robust;

/// <summary>The cluster-robust covariance of the coefficients of the orthonormal design, and what its own distribution needs.</summary>
/// <remarks>
/// With A_j the adjustment, E_j = X_j'W_j A_j and M = (X'WX)^-1: the covariance is M (sum E_j e_j e_j'E_j') M. For a contrast c, c'b has an estimated variance
/// that is a quadratic form of normal residuals with P_jk = d_jk r_j'V_j r_j - r_j'X_j M X_k'r_k, r_j = E_j'M c, under the working model: its mean is tr P and its
/// variance 2 tr PP (Pustejovsky and Tipton 2018, section 3). Kept a cluster: D_j = (E_j'M)'V_j (E_j'M), F_j = M^1/2 X_j'E_j'M.
/// </remarks>
internal sealed class RobustMoments
{
    private RobustMoments(int p, int clusters)
    {
        P = p;
        Covariance = new double[p * p];
        (D, F) = (new double[clusters][], new double[clusters][]);
    }

    public int P { get; }

    public int Clusters => D.Length;

    /// <summary>Robust covariance (p x p).</summary>
    public double[] Covariance { get; }

    /// <summary>D of each cluster (p x p).</summary>
    public double[][] D { get; }

    /// <summary>F of each cluster (p x p).</summary>
    public double[][] F { get; }

    /// <summary>Sums over clusters; null where the adjustment does not exist in one of them, whose index is given.</summary>
    public static RobustMoments? Of(WorkingModel model, RobustAdjustment adjustment, out int fault)
    {
        var (p, k, count) = (model.P, model.K, model.Clusters.Count);
        var moments = new RobustMoments(p, count);
        var root = (double[])model.Covariance.Clone();
        Cholesky.TryFactor(root, p);
        for (var i = 0; i < p; i++)
            root.AsSpan(i * p, i).Clear();
        double[] meat = new double[p * p], work = new double[p * p], score = new double[p];
        for (fault = 0; fault < count; fault++)
        {
            var cluster = model.Clusters[fault];
            var n = cluster.N;
            if (Adjustments.Of(adjustment, cluster, model.Covariance, count, k, p) is not { } a)
                return null;
            // E' = A'W X (n x p).
            double[] wx = new double[n * p], e = new double[n * p], r = new double[n * p], vr = new double[n * p];
            SymmetricAlgebra.Multiply(cluster.W, cluster.X, wx, n, n, p);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                    VectorAlgebra.AddScaled(a[j * n + i], wx.AsSpan(j * p, p), e.AsSpan(i * p, p));
            Array.Clear(score);
            for (var i = 0; i < n; i++)
                VectorAlgebra.AddScaled(cluster.Residuals[i], e.AsSpan(i * p, p), score);
            for (var x = 0; x < p; x++)
                VectorAlgebra.AddScaled(score[x], score, meat.AsSpan(x * p, p));
            SymmetricAlgebra.Multiply(e, model.Covariance, r, n, p, p);
            SymmetricAlgebra.Multiply(cluster.V, r, vr, n, n, p);
            moments.D[fault] = Cross(r, vr, n, p);
            moments.F[fault] = new double[p * p];
            SymmetricAlgebra.Multiply(root, Cross(cluster.X, r, n, p), moments.F[fault], p, p, p);
        }
        SymmetricAlgebra.Sandwich(meat, model.Covariance, moments.Covariance, work, p, p);
        return moments;
    }

    // X'Y.
    private static double[] Cross(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int n, int p)
    {
        var product = new double[p * p];
        for (var i = 0; i < n; i++)
            for (var a = 0; a < p; a++)
                VectorAlgebra.AddScaled(x[i * p + a], y.Slice(i * p, p), product.AsSpan(a * p, p));
        return product;
    }
}
