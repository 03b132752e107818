using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IpdEngine.Numerics;

/// <summary>
/// Symmetric positive definite matrices as row-major spans: A = U'U with U upper triangular, held in place in A's upper triangle.
/// </summary>
/// <remarks>
/// Symbols: A n x n symmetric positive definite, U n x n upper triangular with positive diagonal (the transpose of the usual L). Only upper
/// triangles are read and written; what stands below the diagonal is left alone unless a method says otherwise. Every inner loop runs along a
/// row, element by element, so vector and scalar code give the same bits. Source: Golub and Van Loan, Matrix Computations, section 4.2.
/// </remarks>
public static class Cholesky
{
    /// <summary>Factors A in place.</summary>
    /// <param name="a">n x n row-major, upper triangle read; U on return.</param>
    /// <param name="n">Order.</param>
    /// <param name="relativePivot">A pivot counts as zero at or below this share of A's own diagonal element.</param>
    /// <returns>-1 where A is positive definite; otherwise the index of the first pivot that is not positive (the span is then half done).</returns>
    public static int Factor(Span<double> a, int n, double relativePivot = 0)
    {
        Require(a.Length, n, nameof(a));
        ref var first = ref MemoryMarshal.GetReference(a);
        for (var k = 0; k < n; k++)
        {
            // Rows above k have already been subtracted from row k: left-looking by rows, with the row in cache.
            ref var row = ref Unsafe.Add(ref first, k * n);
            var own = Unsafe.Add(ref row, k);
            var i = 0;
            for (; i + 4 <= k; i += 4)
            {
                var at = i * n + k;
                VectorAlgebra.AddFourScaled(
                    (-a[at], -a[at + n], -a[at + 2 * n], -a[at + 3 * n]), a.Slice(at, n - k), a.Slice(at + n, n - k), a.Slice(at + 2 * n, n - k), a.Slice(at + 3 * n, n - k), a.Slice(k * n + k, n - k));
            }

            for (; i < k; i++)
            {
                ref var above = ref Unsafe.Add(ref first, i * n);
                VectorAlgebra.AddScaled(-Unsafe.Add(ref above, k), ref Unsafe.Add(ref above, k), ref Unsafe.Add(ref row, k), n - k);
            }

            var pivot = Unsafe.Add(ref row, k);
            if (!(pivot > Math.Max(0, relativePivot * own)) || double.IsInfinity(pivot))
                return k;
            var root = Math.Sqrt(pivot);
            Unsafe.Add(ref row, k) = root;
            var scale = 1 / root;
            for (var j = k + 1; j < n; j++)
                Unsafe.Add(ref row, j) *= scale;
        }

        return -1;
    }

    /// <summary>Factors A in place; true where it is positive definite.</summary>
    public static bool TryFactor(Span<double> a, int n, double relativePivot = 0) => Factor(a, n, relativePivot) < 0;

    /// <summary>log |A| from its factor U.</summary>
    public static double LogDeterminant(ReadOnlySpan<double> u, int n)
    {
        Require(u.Length, n, nameof(u));
        var sum = 0.0;
        for (var k = 0; k < n; k++)
            sum += Math.Log(u[k * n + k]);
        return 2 * sum;
    }

    /// <summary>Solves A x = b in place, from U.</summary>
    public static void Solve(ReadOnlySpan<double> u, int n, Span<double> b)
    {
        SolveTransposed(u, n, b);
        SolveUpper(u, n, b);
    }

    /// <summary>Solves U'z = b in place: z is b whitened, z'z = b'A^-1 b.</summary>
    public static void SolveTransposed(ReadOnlySpan<double> u, int n, Span<double> b)
    {
        Require(u.Length, n, nameof(u));
        RequireVector(b.Length, n);
        ref var first = ref MemoryMarshal.GetReference(u);
        ref var x = ref MemoryMarshal.GetReference(b);
        for (var k = 0; k < n; k++)
        {
            ref var row = ref Unsafe.Add(ref first, k * n);
            var value = Unsafe.Add(ref x, k) / Unsafe.Add(ref row, k);
            Unsafe.Add(ref x, k) = value;
            VectorAlgebra.AddScaled(-value, ref Unsafe.Add(ref row, k + 1), ref Unsafe.Add(ref x, k + 1), n - k - 1);
        }
    }

    /// <summary>Solves U x = z in place.</summary>
    public static void SolveUpper(ReadOnlySpan<double> u, int n, Span<double> z)
    {
        Require(u.Length, n, nameof(u));
        RequireVector(z.Length, n);
        ref var first = ref MemoryMarshal.GetReference(u);
        ref var x = ref MemoryMarshal.GetReference(z);
        for (var k = n - 1; k >= 0; k--)
        {
            ref var row = ref Unsafe.Add(ref first, k * n);
            var dot = VectorAlgebra.Dot(ref Unsafe.Add(ref row, k + 1), ref Unsafe.Add(ref x, k + 1), n - k - 1);
            Unsafe.Add(ref x, k) = (Unsafe.Add(ref x, k) - dot) / Unsafe.Add(ref row, k);
        }
    }

    /// <summary>Solves U'Z = B for a block of right-hand sides, in place: each column of B is whitened.</summary>
    /// <param name="u">Factor, n x n.</param>
    /// <param name="n">Order.</param>
    /// <param name="b">n x columns, row-major.</param>
    /// <param name="columns">Number of right-hand sides.</param>
    public static void SolveTransposed(ReadOnlySpan<double> u, int n, Span<double> b, int columns)
    {
        Require(u.Length, n, nameof(u));
        RequireVector(b.Length, n * columns);
        ref var x = ref MemoryMarshal.GetReference(b);
        for (var k = 0; k < n; k++)
        {
            var scale = 1 / u[k * n + k];
            ref var row = ref Unsafe.Add(ref x, k * columns);
            for (var i = 0; i < k; i++)
                VectorAlgebra.AddScaled(-u[i * n + k], ref Unsafe.Add(ref x, i * columns), ref row, columns);
            for (var j = 0; j < columns; j++)
                Unsafe.Add(ref row, j) *= scale;
        }
    }

    /// <summary>A^-1 from U, both triangles.</summary>
    /// <param name="u">Factor, n x n, kept.</param>
    /// <param name="n">Order.</param>
    /// <param name="inverse">n x n, overwritten; must not overlap <paramref name="u"/>.</param>
    public static void Inverse(ReadOnlySpan<double> u, int n, Span<double> inverse)
    {
        Require(u.Length, n, nameof(u));
        Require(inverse.Length, n, nameof(inverse));
        if (n >= BlockedInverse.Smallest)
        {
            BlockedInverse.Of(u, n, inverse);
            return;
        }

        ref var factor = ref MemoryMarshal.GetReference(u);
        ref var v = ref MemoryMarshal.GetReference(inverse);

        // V = U^-1, row by row from the last: V_i = (e_i - sum_{k > i} U_ik V_k) / U_ii.
        for (var i = n - 1; i >= 0; i--)
        {
            ref var row = ref Unsafe.Add(ref v, i * n);
            inverse.Slice(i * n, n).Clear();
            var first = i + 1;
            for (; first + 4 <= n; first += 4)
            {
                // From the fourth row's first column on all four are there; before it, one by one.
                for (var k = first; k < first + 3; k++)
                    VectorAlgebra.AddScaled(-u[i * n + k], inverse.Slice(k * n + k, first + 3 - k), inverse.Slice(i * n + k, first + 3 - k));
                var from = first + 3;
                VectorAlgebra.AddFourScaled(
                    (-u[i * n + first], -u[i * n + first + 1], -u[i * n + first + 2], -u[i * n + from]), inverse.Slice(first * n + from, n - from), inverse.Slice((first + 1) * n + from, n - from),
                    inverse.Slice((first + 2) * n + from, n - from), inverse.Slice(from * n + from, n - from), inverse.Slice(i * n + from, n - from));
            }

            for (var k = first; k < n; k++)
                VectorAlgebra.AddScaled(-Unsafe.Add(ref factor, i * n + k), ref Unsafe.Add(ref v, k * n + k), ref Unsafe.Add(ref row, k), n - k);
            var scale = 1 / Unsafe.Add(ref factor, i * n + i);
            Unsafe.Add(ref row, i) = scale;
            for (var j = i + 1; j < n; j++)
                Unsafe.Add(ref row, j) *= scale;
        }

        // A^-1 = V V': row i needs rows j >= i of V, which are still untouched when i rises; the lower triangle mirrors at the end.
        for (var i = 0; i < n; i++)
        {
            ref var row = ref Unsafe.Add(ref v, i * n);
            for (var j = i; j < n; j++)
                Unsafe.Add(ref row, j) = VectorAlgebra.Dot(ref Unsafe.Add(ref row, j), ref Unsafe.Add(ref v, j * n + j), n - j);
        }

        SymmetricAlgebra.MirrorUpper(inverse, n);
    }

    private static void Require(int length, int n, string name)
    {
        if (n < 0 || length < n * n)
            throw new ArgumentException($"found {length} elements, expected at least {n} x {n}", name);
    }

    private static void RequireVector(int length, int needed)
    {
        if (length < needed)
            throw new ArgumentException($"found {length} elements, expected at least {needed}", nameof(length));
    }
}
