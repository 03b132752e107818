using System.Buffers;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>
/// The fixed columns made orthonormal and the response less its least-squares fit, so that cross-products lose no digits to means and units.
/// </summary>
/// <remarks>
/// X'X = U'U, Q = X U^-1, a = Q'y, e = y - Q a. The mixed model is then fitted to (Q, e): beta = U^-1 (a + its coefficients), and
/// log |X'V^-1 X| = log |Q'V^-1 Q| + 2 log |U|. Whatever the factorisation left of orthogonality is harmless: nothing relies on Q'Q = I.
/// </remarks>
internal sealed class FixedBasis
{
    /// <summary>A column whose residual holds less than this share of its sum of squares depends on those before it.</summary>
    private const double Collinear = 1e-13;

    private const int Chunk = 64;

    private readonly int _p;
    private readonly double[] _inverse;
    private readonly double[] _offset;

    private FixedBasis(int p, double[] rows, double[] inverse, double[] offset, double logDeterminant)
    {
        (_p, Rows, _inverse, _offset, LogDeterminant) = (p, rows, inverse, offset, logDeterminant);
    }

    /// <summary>[Q e], one row a data row, padded with zeros to <see cref="Lanes.Padded"/>(p + 1); empty once released. The array may go on behind the last row.</summary>
    internal double[] Rows { get; private set; }

    /// <summary>2 log |U|.</summary>
    internal double LogDeterminant { get; }

    /// <summary>The basis, or null with the first column that depends on those before it.</summary>
    internal static FixedBasis? Of(MixedData data, out int collinear) => Of(data.Response, data.FixedColumns, data.Rows, data.Fixed, out collinear);

    /// <summary>The basis, or null with the first column that depends on those before it.</summary>
    /// <param name="response">y, n.</param>
    /// <param name="fixedColumns">X, n x p row-major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="p">Columns of X.</param>
    /// <param name="collinear">That column; -1 where there is none.</param>
    internal static FixedBasis? Of(double[] response, double[] fixedColumns, int n, int p, out int collinear)
    {
        var stride = Lanes.Padded(p + 1);
        var rows = ArrayPool<double>.Shared.Rent(n * stride);
        for (var i = 0; i < n; i++)
        {
            var row = rows.AsSpan(i * stride, stride);
            fixedColumns.AsSpan(i * p, p).CopyTo(row);
            row[p] = response[i];
            row[(p + 1)..].Clear();
        }

        var u = new double[p * p];
        var cross = new double[stride * stride];
        MatrixProduct.AddTransposed(rows, rows, cross, stride, n, stride, upper: true);
        Compact(cross, stride, u, p);
        collinear = Cholesky.Factor(u, p, Collinear);
        if (collinear >= 0)
            return null;

        // a = U^-T X'y; Q = X U^-1 and e = y - X U^-1 a in one pass over the rows.
        var (inverse, step) = (InverseOf(u, p), new double[stride * stride]);
        var offset = new double[p];
        for (var k = 0; k < p; k++)
            for (var i = 0; i <= k; i++)
                offset[k] += inverse[i * p + k] * cross[i * stride + p];
        for (var i = 0; i < p; i++)
        {
            inverse.AsSpan(i * p, p).CopyTo(step.AsSpan(i * stride));
            for (var k = i; k < p; k++)
                step[i * stride + p] -= inverse[i * p + k] * offset[k];
        }

        step[p * stride + p] = 1;
        MultiplyRows(rows, n, stride, step);
        return new FixedBasis(p, rows, inverse, offset, Cholesky.LogDeterminant(u, p));
    }

    /// <summary>Gives the rows' memory to the next basis: nothing reads them any more.</summary>
    internal void Release()
    {
        ArrayPool<double>.Shared.Return(Rows);
        Rows = [];
    }

    /// <summary>beta from the coefficients of Q.</summary>
    internal double[] Coefficients(ReadOnlySpan<double> ofBasis)
    {
        var beta = new double[_p];
        for (var i = 0; i < _p; i++)
            for (var k = i; k < _p; k++)
                beta[i] += _inverse[i * _p + k] * (_offset[k] + ofBasis[k]);
        return beta;
    }

    /// <summary>The contrast on Q that equals a contrast on beta: U^-T l.</summary>
    internal void Contrast(ReadOnlySpan<double> onBeta, Span<double> onBasis)
    {
        for (var k = 0; k < _p; k++)
        {
            onBasis[k] = 0;
            for (var i = 0; i <= k; i++)
                onBasis[k] += _inverse[i * _p + k] * onBeta[i];
        }
    }

    // Each row by a matrix, some rows at a time in a buffer that stays in cache.
    private static void MultiplyRows(double[] rows, int n, int stride, double[] matrix)
    {
        var buffer = new double[Chunk * stride];
        for (var first = 0; first < n; first += Chunk)
        {
            var chunk = rows.AsSpan(first * stride, Math.Min(Chunk, n - first) * stride);
            Array.Clear(buffer);
            MatrixProduct.Add(chunk, matrix, buffer, chunk.Length / stride, stride, stride);
            buffer.AsSpan(0, chunk.Length).CopyTo(chunk);
        }
    }

    private static double[] InverseOf(ReadOnlySpan<double> u, int p)
    {
        var inverse = new double[p * p];
        var column = new double[p];
        for (var j = 0; j < p; j++)
        {
            column.AsSpan().Clear();
            column[j] = 1;
            Cholesky.SolveUpper(u, p, column);
            for (var i = 0; i <= j; i++)
                inverse[i * p + j] = column[i];
        }

        return inverse;
    }

    private static void Compact(ReadOnlySpan<double> padded, int stride, Span<double> compact, int p)
    {
        for (var i = 0; i < p; i++)
            padded.Slice(i * stride, p).CopyTo(compact[(i * p)..]);
    }
}
