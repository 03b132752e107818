namespace IpdEngine.Numerics;

/// <summary>Eigenvalues and vectors of small symmetric matrices by cyclic Jacobi rotations, in place and without allocation.</summary>
/// <remarks>
/// Small eigenvalues come out to the accuracy of the matrix's own elements, and the order of rotations is fixed, so the same matrix gives the
/// same bits. Meant for orders up to some tens. Source: Golub and Van Loan, Matrix Computations, section 8.5.
/// </remarks>
public static class SymmetricEigen
{
    private const int Sweeps = 60;

    /// <summary>A = V diag(values) V'.</summary>
    /// <param name="a">n x n, both triangles; on return the eigenvalues stand on its diagonal and zeros, or rounding, elsewhere.</param>
    /// <param name="n">Order.</param>
    /// <param name="vectors">n x n, overwritten: eigenvector k in column k.</param>
    /// <exception cref="ArgumentException">A span is shorter than n x n.</exception>
    public static void Decompose(Span<double> a, int n, Span<double> vectors)
    {
        if (a.Length < n * n || vectors.Length < n * n)
            throw new ArgumentException($"found {a.Length} and {vectors.Length} elements, expected at least {n} x {n} each", nameof(a));
        vectors[..(n * n)].Clear();
        for (var i = 0; i < n; i++)
            vectors[i * n + i] = 1;
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var rotated = false;
            for (var p = 0; p < n - 1; p++)
                for (var q = p + 1; q < n; q++)
                    rotated |= Rotate(a, n, vectors, p, q);
            if (!rotated)
                return;
        }
    }

    private static bool Rotate(Span<double> a, int n, Span<double> vectors, int p, int q)
    {
        var off = a[p * n + q];
        if (Math.Abs(off) <= 1e-16 * Math.Sqrt(Math.Abs(a[p * n + p] * a[q * n + q])) || Math.Abs(off) < 1e-300)
            return false;
        var tau = (a[q * n + q] - a[p * n + p]) / (2 * off);
        var t = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + tau * tau));
        var c = 1 / Math.Sqrt(1 + t * t);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            var (x, y) = (a[k * n + p], a[k * n + q]);
            (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y);
        }

        for (var k = 0; k < n; k++)
        {
            var (x, y) = (a[p * n + k], a[q * n + k]);
            (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y);
            (x, y) = (vectors[k * n + p], vectors[k * n + q]);
            (vectors[k * n + p], vectors[k * n + q]) = (c * x - s * y, s * x + c * y);
        }

        a[p * n + q] = a[q * n + p] = 0;
        return true;
    }
}
