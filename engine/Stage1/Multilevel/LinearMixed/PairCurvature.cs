using System.Runtime.CompilerServices;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Second derivatives of the profiled deviance in the elements a &lt;= b of G = Lambda Lambda'.</summary>
/// <remarks>Symbols and formulas: those of the derivatives in Lambda, which are made from these.</remarks>
internal sealed class PairCurvature
{
    private readonly ProfiledDeviance _deviance;
    private readonly GroupSums _sums;
    private readonly int _q, _p, _length;
    private readonly (int A, int B)[] _pairs;
    private readonly double[] _outer, _edge, _sc, _csc, _cs, _turned;

    internal PairCurvature(ProfiledDeviance deviance)
    {
        (_deviance, _sums) = (deviance, deviance.Products.Sums);
        (_q, _p, _length) = (deviance.Products.Random, deviance.Fixed, deviance.Products.Length);
        _pairs = [.. from a in Enumerable.Range(0, _q) from b in Enumerable.Range(a, _q - a) select (a, b)];
        var pairs = _pairs.Length;
        (_outer, _edge, _sc, _csc) = (new double[pairs * _p * _p], new double[pairs * (_p + 1)], new double[pairs * _p], new double[pairs * _p]);
        (_cs, _turned) = (new double[pairs * _p * _p], new double[pairs * _p * _p]);
        (Hessian, ResidualSlopes) = (new double[pairs * pairs], new double[pairs]);
    }

    /// <summary>d_ab,cd, pairs x pairs.</summary>
    internal double[] Hessian { get; }

    /// <summary>r^2_ab.</summary>
    internal double[] ResidualSlopes { get; }

    /// <summary>-x'S_ab x for x on the basis.</summary>
    internal double OuterForm(int pair, ReadOnlySpan<double> x) => SymmetricAlgebra.QuadraticForm(_outer.AsSpan(pair * _p * _p, _p * _p), _p, x);

    /// <summary>Fills everything from the sums over groups.</summary>
    /// <param name="basis">C, p x p.</param>
    /// <param name="c">c, p + 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Compute(double[] basis, double[] c)
    {
        Array.Clear(_cs);
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            Expand(pair);
            Multiply(pair, basis, c);
        }

        for (var first = 0; first < _pairs.Length; first++)
            for (var second = first; second < _pairs.Length; second++)
                Hessian[first * _pairs.Length + second] = Hessian[second * _pairs.Length + first] = Element(first, second);
    }

    // -S_ab as its block of Q and its column of e.
    private void Expand(int pair)
    {
        Span<double> outer = _outer.AsSpan(pair * _p * _p, _p * _p), edge = _edge.AsSpan(pair * (_p + 1), _p + 1);
        ReadOnlySpan<double> triangle = _sums.Outers.AsSpan(pair * _length, _length);
        var k = 0;
        for (var r = 0; r < _p; r++)
        {
            for (var s = r; s < _p; s++)
                outer[r * _p + s] = outer[s * _p + r] = triangle[k++];
            edge[r] = triangle[k++];
        }

        edge[_p] = triangle[k];
    }

    // -S c, its product with C, r^2_ab, -C S and the same turned.
    private void Multiply(int pair, double[] basis, double[] c)
    {
        Span<double> outer = _outer.AsSpan(pair * _p * _p, _p * _p), edge = _edge.AsSpan(pair * (_p + 1), _p + 1);
        Span<double> sc = _sc.AsSpan(pair * _p, _p), csc = _csc.AsSpan(pair * _p, _p);
        ReadOnlySpan<double> ofBasis = c.AsSpan(0, _p);
        var form = edge[_p] + VectorAlgebra.Dot(edge[.._p], ofBasis);
        for (var r = 0; r < _p; r++)
        {
            sc[r] = edge[r] + VectorAlgebra.Dot(outer.Slice(r * _p, _p), ofBasis);
            form += sc[r] * c[r];
        }

        ResidualSlopes[pair] = -form;
        for (var r = 0; r < _p; r++)
            csc[r] = VectorAlgebra.Dot(basis.AsSpan(r * _p, _p), sc);
        if (!_deviance.Reml)
            return;
        MatrixProduct.Add(basis, outer, _cs.AsSpan(pair * _p * _p, _p * _p), _p, _p, _p);
        MatrixProduct.Transpose(_cs.AsSpan(pair * _p * _p, _p * _p), _turned.AsSpan(pair * _p * _p, _p * _p), _p, _p);
    }

    private double Element(int first, int second)
    {
        var scale = _deviance.Freedom / _deviance.ResidualSquares;
        var sum = TraceOfGroups(_pairs[first], _pairs[second]) - scale * ResidualSlopes[first] * ResidualSlopes[second] / _deviance.ResidualSquares;
        sum -= 2 * scale * VectorAlgebra.Dot(_sc.AsSpan(first * _p, _p), _csc.AsSpan(second * _p, _p));
        return _deviance.Reml ? sum - VectorAlgebra.Dot(_cs.AsSpan(first * _p * _p, _p * _p), _turned.AsSpan(second * _p * _p, _p * _p)) : sum;
    }

    /// <summary>sum tr((2Q - P) E_ab P E_cd).</summary>
    private double TraceOfGroups((int A, int B) ab, (int A, int B) cd)
    {
        var sum = 0.0;
        for (var turn = 0; turn < (ab.A == ab.B ? 1 : 2); turn++)
        {
            var (i, j) = turn == 0 ? ab : (ab.B, ab.A);
            sum += Of(cd.B, i, j, cd.A);
            if (cd.A != cd.B)
                sum += Of(cd.A, i, j, cd.B);
        }

        return sum;

        double Of(int a, int b, int c, int d) => _sums.Products[((a * _q + b) * _q + c) * _q + d];
    }
}
