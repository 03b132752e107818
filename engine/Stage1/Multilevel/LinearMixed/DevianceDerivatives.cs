using System.Runtime.CompilerServices;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Gradient and Hessian of the profiled deviance in elements of Lambda, exact.</summary>
/// <remarks>
/// With G = Lambda Lambda', G_j = dG/dlambda_j, U_g = B_g W_g, and P_g, B_g as in <see cref="ClassFactor"/>: d log|A_g| = tr(P_g G_j),
/// S_j = -sum U_g'G_j U_g, and second derivatives follow from dU_g = -P_g G_k U_g, dP_g = -P_g G_k P_g. Writing C = (Q'V^-1 Q)^-1,
/// c = (-beta, 1), Q_g = U_g K U_g' with K = [REML] C + (v / r^2) cc', Gamma = sum (P_g - Q_g):
/// d_j = tr(Gamma G_j); d_jk = tr(Gamma G_jk) + sum tr((2 Q_g - P_g) G_j P_g G_k) - [REML] tr(C S_j C S_k)
/// - 2 (v / r^2) (S_j c)'C (S_k c) - v r^2_j r^2_k / r^4. Derived from the deviance by matrix calculus; held to finite differences in the tests.
/// </remarks>
internal sealed class DevianceDerivatives
{
    private readonly ProfiledDeviance _deviance;
    private readonly ResidualProducts _products;
    private readonly (int Row, int Column)[] _elements;
    private readonly int _q, _p, _m;
    private readonly double[] _basis, _c, _weights, _slopes, _sc, _cs;

    /// <param name="deviance">The deviance.</param>
    /// <param name="elements">Row and column of the elements of Lambda that are parameters, in order.</param>
    internal DevianceDerivatives(ProfiledDeviance deviance, (int Row, int Column)[] elements)
    {
        (_deviance, _elements) = (deviance, elements);
        (_q, _p, _m) = (deviance.Products.Random, deviance.Fixed, elements.Length);
        var columns = _p + 1;
        _products = new ResidualProducts(deviance);
        (_basis, _c, _weights) = (new double[_p * _p], new double[columns], new double[deviance.Products.Length]);
        (_slopes, _sc, _cs) = (new double[_m * columns * columns], new double[_m * columns], new double[_m * _p * _p]);
        (Gradient, Hessian, ResidualSlopes) = (new double[_m], new double[_m * _m], new double[_m]);
    }

    /// <summary>d_j.</summary>
    internal double[] Gradient { get; }

    /// <summary>d_jk of the profiled deviance, m x m.</summary>
    internal double[] Hessian { get; }

    /// <summary>r^2_j.</summary>
    internal double[] ResidualSlopes { get; }

    /// <summary>Gamma, q x q: the deviance's slope in G, so a direction z with z'Gamma z below 0 wants more variance.</summary>
    internal ReadOnlySpan<double> Gamma => _products.Gamma;

    /// <summary>(Q'V^-1 Q)^-1, p x p.</summary>
    internal ReadOnlySpan<double> BasisCovariance => _basis;

    /// <summary>-x'S_j x for x on the basis: with x = C l the slope in lambda_j of l'C l.</summary>
    internal double SlopeForm(int j, ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var a = 0; a < _p; a++)
            for (var b = 0; b < _p; b++)
                sum -= x[a] * x[b] * Slope(j)[a * (_p + 1) + b];
        return sum;
    }

    /// <summary>Fills everything at the Lambda of the deviance's last evaluation.</summary>
    internal void Compute()
    {
        Weigh();
        _products.Compute(_weights);
        for (var j = 0; j < _m; j++)
            Slopes(j);
        for (var j = 0; j < _m; j++)
            Gradient[j] = First(j);
        for (var j = 0; j < _m; j++)
            for (var k = j; k < _m; k++)
                Hessian[j * _m + k] = Hessian[k * _m + j] = Second(j, k);
    }

    /// <summary>K as a triangle with doubled off-diagonal: its dot product with a triangle is the trace of the two matrices' product.</summary>
    private void Weigh()
    {
        _deviance.BasisCoefficients(_c);
        _deviance.BasisCovariance(_basis);
        for (var i = 0; i < _p; i++)
            _c[i] = -_c[i];
        _c[_p] = 1;
        var scale = _deviance.Freedom / _deviance.ResidualSquares;
        for (var (r, k) = (0, 0); r <= _p; r++)
            for (var s = r; s <= _p; s++, k++)
                _weights[k] = (r == s ? 1 : 2) * (scale * _c[r] * _c[s] + (_deviance.Reml && s < _p ? _basis[r * _p + s] : 0));
    }

    /// <summary>S_j, S_j c, r^2_j and C S_j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Slopes(int j)
    {
        var columns = _p + 1;
        _products.Slope(_elements[j], Slope(j));
        ReadOnlySpan<double> slope = Slope(j);
        Span<double> sc = _sc.AsSpan(j * columns, columns), cs = _cs.AsSpan(j * _p * _p, _p * _p);
        ResidualSlopes[j] = 0;
        for (var r = 0; r < columns; r++)
        {
            sc[r] = 0;
            for (var s = 0; s < columns; s++)
                sc[r] += slope[r * columns + s] * _c[s];
            ResidualSlopes[j] += sc[r] * _c[r];
        }

        cs.Clear();
        for (var r = 0; r < _p; r++)
            for (var t = 0; t < _p; t++)
                for (var s = 0; s < _p; s++)
                    cs[r * _p + s] += _basis[r * _p + t] * slope[t * columns + s];
    }

    /// <summary>tr(Gamma G_j) = 2 (Gamma Lambda)_{row, column}.</summary>
    private double First(int j)
    {
        var (row, column) = _elements[j];
        var sum = 0.0;
        for (var k = 0; k < _q; k++)
            sum += 2 * Gamma[row * _q + k] * _deviance.Factor.Lambda[k * _q + column];
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Second(int j, int k)
    {
        var scale = _deviance.Freedom / _deviance.ResidualSquares;
        var (a, b) = (_elements[j], _elements[k]);
        var sum = a.Column == b.Column ? 2 * Gamma[a.Row * _q + b.Row] : 0;
        sum += _products.TracePairs(a, b);
        sum -= scale * ResidualSlopes[j] * ResidualSlopes[k] / _deviance.ResidualSquares;
        for (var r = 0; r < _p; r++)
        {
            var inner = 0.0;
            for (var s = 0; s < _p; s++)
                inner += _basis[r * _p + s] * _sc[k * (_p + 1) + s];
            sum -= 2 * scale * _sc[j * (_p + 1) + r] * inner;
        }

        if (_deviance.Reml)
            for (var r = 0; r < _p; r++)
                for (var s = 0; s < _p; s++)
                    sum -= _cs[(j * _p + r) * _p + s] * _cs[(k * _p + s) * _p + r];
        return sum;
    }

    private Span<double> Slope(int j) => _slopes.AsSpan(j * (_p + 1) * (_p + 1), (_p + 1) * (_p + 1));
}
