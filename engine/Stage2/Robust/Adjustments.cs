using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Robust;

/// <summary>The matrix A (n x n) that a small-sample adjustment puts beside the residuals of a cluster.</summary>
/// <remarks>
/// CR2 (Pustejovsky and Tipton 2018, JBES 36:672, with V the working model): A = U'(U (V - X M X') U')^-1/2 U, V = U'U, M = (X'WX)^-1. The root's inverse is a generalised one: a
/// cluster that determines a coefficient by itself leaves residuals without variance in that direction. CR3: (I - X M X'W)^-1.
/// </remarks>
internal static class Adjustments
{
    // Leverage this close to one is one.
    private const double Share = 1e-9;

    /// <summary>A of one cluster; null where it does not exist (CR3 of a cluster that determines a coefficient by itself).</summary>
    public static double[]? Of(RobustAdjustment adjustment, WorkingCluster cluster, ReadOnlySpan<double> m, int clusters, int k, int p) => adjustment switch
    {
        RobustAdjustment.CR0 => Scalar(1, cluster.N),
        RobustAdjustment.CR1 => Scalar(Math.Sqrt(clusters / (clusters - 1.0)), cluster.N),
        RobustAdjustment.CR1p => Scalar(Math.Sqrt(clusters / (double)(clusters - p)), cluster.N),
        RobustAdjustment.CR1S => Scalar(Math.Sqrt(clusters * (k - 1.0) / ((clusters - 1.0) * (k - p))), cluster.N),
        RobustAdjustment.CR2 => BiasReduced(cluster, m, p),
        RobustAdjustment.CR3 => Jackknife(cluster, m, p),
        _ => throw new ArgumentException($"Found adjustment {adjustment}, expected CR0, CR1, CR1p, CR1S, CR2 or CR3.", nameof(adjustment)),
    };

    private static double[] Scalar(double value, int n)
    {
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
            a[i * n + i] = value;
        return a;
    }

    private static double[] BiasReduced(WorkingCluster cluster, ReadOnlySpan<double> m, int p)
    {
        var n = cluster.N;
        var u = (double[])cluster.V.Clone();
        Cholesky.TryFactor(u, n);
        for (var i = 0; i < n; i++)
            u.AsSpan(i * n, i).Clear();
        double[] b = Unexplained(cluster, m, p), half = new double[n * n], g = new double[n * n];
        // U B U', symmetric to the last bit.
        SymmetricAlgebra.Multiply(u, b, half, n, n, n);
        for (var i = 0; i < n; i++)
            for (var j = i; j < n; j++)
                g[i * n + j] = g[j * n + i] = VectorAlgebra.Dot(half.AsSpan(i * n, n), u.AsSpan(j * n, n));
        var vectors = new double[n * n];
        SymmetricEigen.Decompose(g, n, vectors);
        // Eigenvalues of G span the squares of those of V: their number is told by the leverages, which have no scale.
        int[] kept = [.. Enumerable.Range(0, n).OrderByDescending(e => g[e * n + e]).Take(n - Determined(cluster, m, p))];
        // A = sum (U'q)(U'q)' / sqrt(eigenvalue).
        var a = new double[n * n];
        var column = new double[n];
        foreach (var e in kept)
        {
            var factor = 1 / Math.Sqrt(g[e * n + e]);
            Array.Clear(column);
            for (var i = 0; i < n; i++)
                for (var j = i; j < n; j++)
                    column[j] += u[i * n + j] * vectors[i * n + e];
            for (var i = 0; i < n; i++)
                VectorAlgebra.AddScaled(factor * column[i], column, a.AsSpan(i * n, n));
        }
        return a;
    }

    // Directions of the coefficients that this cluster determines by itself: eigenvalues of M^1/2 X'WX M^1/2 at one.
    private static int Determined(WorkingCluster cluster, ReadOnlySpan<double> m, int p)
    {
        var n = cluster.N;
        double[] wx = new double[n * p], xwx = new double[p * p], root = m.ToArray(), work = new double[p * p], vectors = new double[p * p];
        SymmetricAlgebra.Multiply(cluster.W, cluster.X, wx, n, n, p);
        for (var i = 0; i < n; i++)
            for (var a = 0; a < p; a++)
                VectorAlgebra.AddScaled(cluster.X[i * p + a], wx.AsSpan(i * p, p), xwx.AsSpan(a * p, p));
        Cholesky.TryFactor(root, p);
        for (var i = 0; i < p; i++)
            root.AsSpan(i * p, i).Clear();
        var leverage = new double[p * p];
        SymmetricAlgebra.Congruence(xwx, root, leverage, work, p, p);
        SymmetricEigen.Decompose(leverage, p, vectors);
        return Enumerable.Range(0, p).Count(e => leverage[e * p + e] > 1 - Share);
    }

    private static double[]? Jackknife(WorkingCluster cluster, ReadOnlySpan<double> m, int p)
    {
        var n = cluster.N;
        // (I - X M X'W)^-1 = V (V - X M X')^-1.
        var rest = Unexplained(cluster, m, p);
        if (!Cholesky.TryFactor(rest, n, Share))
            return null;
        double[] inverse = new double[n * n], a = new double[n * n];
        Cholesky.Inverse(rest, n, inverse);
        SymmetricAlgebra.Multiply(cluster.V, inverse, a, n, n, n);
        return a;
    }

    // V - X M X'.
    private static double[] Unexplained(WorkingCluster cluster, ReadOnlySpan<double> m, int p)
    {
        var n = cluster.N;
        double[] xm = new double[n * p], b = (double[])cluster.V.Clone();
        SymmetricAlgebra.Multiply(cluster.X, m, xm, n, p, p);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                b[i * n + j] -= VectorAlgebra.Dot(xm.AsSpan(i * p, p), cluster.X.AsSpan(j * p, p));
        return b;
    }
}
