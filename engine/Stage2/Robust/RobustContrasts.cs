using IpdEngine.Numerics;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Robust;

/// <summary>Degrees of freedom and tests of contrasts of coefficients under a cluster-robust covariance.</summary>
internal static class RobustContrasts
{
    /// <summary>Satterthwaite's degrees of freedom (tr P)^2 / tr PP of one contrast (p, of the orthonormal design).</summary>
    public static double Satterthwaite(RobustMoments moments, ReadOnlySpan<double> contrast)
    {
        var p = moments.P;
        double[] f = new double[p], cross = new double[p * p];
        double trace = 0, squares = 0;
        for (var j = 0; j < moments.Clusters; j++)
        {
            SymmetricAlgebra.Multiply(moments.F[j], contrast, f, p, p, 1);
            var (d, length) = (SymmetricAlgebra.QuadraticForm(moments.D[j], p, contrast), VectorAlgebra.Dot(f, f));
            trace += d - length;
            squares += d * d - 2 * d * length;
            for (var x = 0; x < p; x++)
                VectorAlgebra.AddScaled(f[x], f, cross.AsSpan(x * p, p));
        }
        return trace * trace / (squares + VectorAlgebra.Dot(cross, cross));
    }

    /// <summary>Test that all constraints (q x p, of the orthonormal design) are zero: HTZ and naive F.</summary>
    /// <remarks>Tipton and Pustejovsky 2015, J Educ Behav Stat 40:604: nu = q (q + 1) / sum of the variances of the elements of the standardised covariance.</remarks>
    public static RobustWald Wald(RobustMoments moments, ReadOnlySpan<double> beta, double[] constraints, int q)
    {
        var (p, clusters) = (moments.P, moments.Clusters);
        double[] covariance = new double[q * q], value = new double[q], work = new double[q * p];
        SymmetricAlgebra.Congruence(moments.Covariance, constraints, covariance, work, p, q);
        SymmetricAlgebra.Multiply(constraints, beta, value, q, p, 1);
        if (!Cholesky.TryFactor(covariance, q, 1e-12))
            return new RobustWald(double.NaN, q, double.NaN, double.NaN, double.NaN, clusters - 1, double.NaN,
                $"the robust covariance of {q} constraints is singular with {clusters} clusters: test fewer coefficients at once");
        Cholesky.SolveTransposed(covariance, q, value);
        var naive = VectorAlgebra.Dot(value, value) / q;
        var naiveP = ReferenceDistribution.FisherUpperTail(naive, q, clusters - 1);
        var nu = q * (q + 1) / TotalVariance(moments, constraints, q);
        var df = nu - q + 1;
        if (!(df > 0))
            return new RobustWald(0, q, df, double.NaN, naive, clusters - 1, naiveP, $"{clusters} clusters hold too little information to test {q} constraints at once: test fewer");
        var f = df / nu * naive;
        return new RobustWald(f, q, df, ReferenceDistribution.FisherUpperTail(f, q, df), naive, clusters - 1, naiveP, null);
    }

    private static double TotalVariance(RobustMoments moments, double[] constraints, int q)
    {
        var (p, clusters) = (moments.P, moments.Clusters);
        var standardised = Standardise(moments, constraints, q);
        double[][] d = new double[clusters][], f = new double[clusters][];
        var work = new double[q * p];
        for (var j = 0; j < clusters; j++)
        {
            (d[j], f[j]) = (new double[q * q], new double[q * p]);
            SymmetricAlgebra.Congruence(moments.D[j], standardised, d[j], work, p, q);
            for (var s = 0; s < q; s++)
                SymmetricAlgebra.Multiply(moments.F[j], standardised.AsSpan(s * p, p), f[j].AsSpan(s * p, p), p, p, 1);
        }
        var total = 0.0;
        var element = new double[q * q];
        for (var j = 0; j < clusters; j++)
            for (var k = 0; k < clusters; k++)
            {
                for (var s = 0; s < q; s++)
                    for (var t = 0; t < q; t++)
                        element[s * q + t] = (j == k ? d[j][s * q + t] : 0) - VectorAlgebra.Dot(f[j].AsSpan(s * p, p), f[k].AsSpan(t * p, p));
                for (var s = 0; s < q; s++)
                    for (var t = 0; t < q; t++)
                        total += element[s * q + t] * element[t * q + s] + element[s * q + s] * element[t * q + t];
            }
        return total;
    }

    // Omega^-1/2 C with Omega the expected covariance of the constraints.
    private static double[] Standardise(RobustMoments moments, double[] constraints, int q)
    {
        var p = moments.P;
        double[] expected = new double[p * p], omega = new double[q * q], work = new double[q * p], vectors = new double[q * q], root = new double[q * q];
        for (var j = 0; j < moments.Clusters; j++)
        {
            VectorAlgebra.AddScaled(1, moments.D[j], expected);
            for (var x = 0; x < p; x++)
                for (var a = 0; a < p; a++)
                    VectorAlgebra.AddScaled(-moments.F[j][x * p + a], moments.F[j].AsSpan(x * p, p), expected.AsSpan(a * p, p));
        }
        SymmetricAlgebra.Congruence(expected, constraints, omega, work, p, q);
        SymmetricEigen.Decompose(omega, q, vectors);
        var largest = 0.0;
        for (var e = 0; e < q; e++)
            largest = Math.Max(largest, omega[e * q + e]);
        for (var e = 0; e < q; e++)
            if (omega[e * q + e] > 1e-12 * largest)
                for (var s = 0; s < q; s++)
                    for (var t = 0; t < q; t++)
                        root[s * q + t] += vectors[s * q + e] * vectors[t * q + e] / Math.Sqrt(omega[e * q + e]);
        var standardised = new double[q * p];
        SymmetricAlgebra.Multiply(root, constraints, standardised, q, q, p);
        return standardised;
    }
}
