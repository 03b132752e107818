using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <content>
/// The curvature of F in the moments. Observed, for directions V and W of Sigma: sum_k tr(V P W X) + tr(V X W P) with X = C - nP/2,
/// twice over; mu with Sigma: 2 P V sum(a); mu with mu: 2nP. Expected: X = nP/2 and no block of mu with Sigma.
/// </content>
/// <remarks>
/// With a row a pattern, all of it lies in one product of two matrices, vech(P)'[vech(X), sum(a), n]: element ((i,j),(k,l)) is a sum of four of its elements.
/// </remarks>
internal sealed partial class NormalLikelihood
{
    private double[] _packedPrecision = [];
    private double[] _packedCross = [];
    private double[] _products = [];

    /// <summary>m x m curvature of F at the moments last evaluated, both triangles.</summary>
    /// <param name="curvature">At least m x m elements.</param>
    /// <param name="exact">True for the observed, false for the expected information (both times two).</param>
    public void Curvature(Span<double> curvature, bool exact)
    {
        var m = MomentCount;
        if (curvature.Length < m * m)
            throw new ArgumentException($"found {curvature.Length} elements, expected {m} x {m}", nameof(curvature));
        var (patterns, pairs, columns) = (_table.PatternCount, Vech.Count(_p), Vech.Count(_p) + _p + 1);
        if (_products.Length == 0)
            (_packedPrecision, _packedCross, _products) = (new double[patterns * pairs], new double[patterns * columns], new double[pairs * columns]);
        if (exact)
            CrossProducts();
        Pack(exact);
        Array.Clear(_products);
        MatrixProduct.AddTransposed(_packedPrecision, _packedCross, _products, pairs, patterns, columns, upper: !exact);
        FillMeans(curvature, exact);
        FillCovariances(curvature, exact);
        SymmetricAlgebra.MirrorUpper(curvature, m);
    }

    // vech(P), and vech(X), sum(a), n of each pattern.
    private void Pack(bool exact)
    {
        var (pairs, columns) = (Vech.Count(_p), Vech.Count(_p) + _p + 1);
        for (var k = 0; k < _table.Patterns.Length; k++)
        {
            var precision = Precision(k);
            var half = 0.5 * _table.Patterns[k].Count;
            var own = _packedPrecision.AsSpan(k * pairs, pairs);
            var cross = _packedCross.AsSpan(k * columns, columns);
            for (var (j, place) = (0, 0); j < _p; j++)
            {
                var length = _p - j;
                var column = precision.Slice(j * _stride + j, length);
                column.CopyTo(own.Slice(place, length));
                var target = cross.Slice(place, length);
                if (exact)
                    Cross(k).Slice(j * _stride + j, length).CopyTo(target);
                else
                    target.Clear();
                VectorAlgebra.AddScaled(exact ? -half : half, column, target);
                place += length;
            }

            _meanSums.AsSpan(k * _stride, _p).CopyTo(cross[pairs..]);
            cross[columns - 1] = 2 * half;
        }
    }

    // mu_r with mu_c, and mu_r with (k, l): P_rk a_l + P_rl a_k.
    private void FillMeans(Span<double> curvature, bool exact)
    {
        var (m, pairs, columns) = (MomentCount, Vech.Count(_p), Vech.Count(_p) + _p + 1);
        for (var r = 0; r < _p; r++)
        {
            var row = curvature.Slice(r * m, m);
            row.Clear();
            for (var c = r; c < _p; c++)
                row[c] = 2 * _products[Vech.Index(r, c, _p) * columns + columns - 1];
            for (var (l, place) = (0, _p); exact && l < _p; l++)
            {
                var other = Vech.Index(r, l, _p) * columns + pairs;
                for (var k = l; k < _p; k++, place++)
                    row[place] = (k == l ? 1 : 2) * (_products[Vech.Index(r, k, _p) * columns + pairs + l] + _products[other + k]);
            }
        }
    }

    // (i, j) with (k, l): P_ik X_jl + X_ik P_jl + P_il X_jk + X_il P_jk; twice, halved where a pair is a diagonal element.
    private void FillCovariances(Span<double> curvature, bool exact)
    {
        var (m, pairs, columns) = (MomentCount, Vech.Count(_p), Vech.Count(_p) + _p + 1);
        for (var a = 0; a < pairs; a++)
            for (var b = a; b < pairs; b++)
                _products[a * columns + b] = _products[b * columns + a] = _products[a * columns + b] + _products[exact ? b * columns + a : a * columns + b];
        Span<int> along = stackalloc int[_p];
        for (var j = 0; j < _p; j++)
        {
            for (var i = j; i < _p; i++)
            {
                var (own, weight) = (Vech.Index(i, j, _p), i == j ? 1.0 : 2.0);
                for (var k = j; k < _p; k++)
                    along[k] = Vech.Index(i, k, _p);
                var row = curvature.Slice((_p + own) * m + _p, pairs);
                for (var l = j; l < _p; l++)
                {
                    var first = _products.AsSpan(Vech.Index(j, l, _p) * columns, pairs);
                    var second = _products.AsSpan(along[l] * columns + own - i, pairs - own + i);
                    var place = Vech.Index(l, l, _p) - l;
                    for (var k = l == j ? i : l; k < _p; k++)
                        row[place + k] = (k == l ? 0.5 * weight : weight) * (first[along[k]] + second[k]);
                }
            }
        }
    }
}
