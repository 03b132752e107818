using System.Buffers;

namespace IpdEngine.Numerics;

/// <summary>A^-1 from A = U'U for large orders, in blocks of rows: V = U^-1 from the last block up, then V V'.</summary>
/// <remarks>Source: Golub and Van Loan, Matrix Computations, sections 3.1.4 and 4.2.6.</remarks>
internal static class BlockedInverse
{
    /// <summary>The order from which on blocks are the faster way.</summary>
    internal const int Smallest = 128;

    private const int Block = 24;

    /// <summary>Both triangles of A^-1.</summary>
    /// <param name="u">Factor, n x n, its upper triangle read.</param>
    /// <param name="n">Order.</param>
    /// <param name="inverse">n x n, overwritten.</param>
    internal static void Of(ReadOnlySpan<double> u, int n, Span<double> inverse)
    {
        var rented = ArrayPool<double>.Shared.Rent(n * n);
        var v = rented.AsSpan(0, n * n);
        v.Clear();
        for (var first = (n - 1) / Block * Block; first >= 0; first -= Block)
            Rows(u, n, v, first, Math.Min(first + Block, n));

        // V V' = sum over the columns k of V of their outer products, each k reaching down to row k alone.
        MatrixProduct.Transpose(v, inverse, n, n);
        inverse[..(n * n)].CopyTo(v);
        inverse[..(n * n)].Clear();
        for (var first = 0; first < n; first += Block)
        {
            var end = Math.Min(first + Block, n);
            MatrixProduct.AddBlock(v[(first * n)..], v[(first * n)..], inverse, (n, n, n), (end, end - first, end), transposed: true, upper: true);
        }

        ArrayPool<double>.Shared.Return(rented);
        SymmetricAlgebra.MirrorUpper(inverse, n);
    }

    // V_I = U_II^-1 [I, -U_IR V_R], R the rows behind.
    private static void Rows(ReadOnlySpan<double> u, int n, Span<double> v, int first, int end)
    {
        var rest = n - end;
        MatrixProduct.AddBlock(u[(first * n + end)..], rest == 0 ? default : v[(end * n + end)..], v[(first * n + end)..], (n, n, n), (end - first, rest, rest));
        for (var i = end - 1; i >= first; i--)
        {
            var row = v.Slice(i * n, n);
            for (var k = end; k < n; k++)
                row[k] = -row[k];
            row[i] = 1;
            for (var k = i + 1; k < end; k++)
                VectorAlgebra.AddScaled(-u[i * n + k], v.Slice(k * n + k, n - k), row[k..]);
            var scale = 1 / u[i * n + i];
            for (var k = i; k < n; k++)
                row[k] *= scale;
        }
    }
}
