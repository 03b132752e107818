using System.Runtime.CompilerServices;
using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Gradient and Hessian of the profiled deviance in elements of Lambda, exact: in the elements of G = Lambda Lambda' first, then by the chain rule.</summary>
/// <remarks>
/// With E_ab = e_a e_b' + e_b e_a' (e_a e_a' where a = b) and the sums of <see cref="GroupSums"/>: d log|A| / dG_ab = tr(P E_ab), S_ab = -sum U'E_ab U, and second
/// derivatives follow from dU = -P E U, dP = -P E P. Writing C = (Q'V^-1 Q)^-1, c = (-beta, 1), K = [REML] C + (v / r^2) cc', Gamma = sum (P - Q):
/// d_ab = tr(Gamma E_ab); d_ab,cd = sum tr((2Q - P) E_ab P E_cd) - [REML] tr(C S_ab C S_cd) - 2 (v / r^2) (S_ab c)'C (S_cd c) - v r^2_ab r^2_cd / r^4.
/// dG_ab = sum over the elements j of Lambda, of row a and any column, of Lambda_b,column (doubled where a = b). Derived from the deviance by matrix calculus;
/// held to finite differences in the tests.
/// </remarks>
internal sealed class DevianceDerivatives
{
    private readonly ProfiledDeviance _deviance;
    private readonly GroupSums _sums;
    private readonly (int Row, int Column)[] _elements;
    private readonly PairCurvature _pairs;
    private readonly int _q, _p, _m;
    private readonly double[] _basis, _c, _weights, _chain, _half;

    /// <param name="deviance">The deviance.</param>
    /// <param name="elements">Row and column of the elements of Lambda that are parameters, in order.</param>
    internal DevianceDerivatives(ProfiledDeviance deviance, (int Row, int Column)[] elements)
    {
        (_deviance, _sums, _elements) = (deviance, deviance.Products.Sums, elements);
        (_q, _p, _m) = (deviance.Products.Random, deviance.Fixed, elements.Length);
        var pairs = Triangle.Length(_q);
        _pairs = new PairCurvature(deviance);
        (_basis, _c, _weights) = (new double[_p * _p], new double[_p + 1], new double[deviance.Products.Length]);
        (_chain, _half) = (new double[_m * pairs], new double[_m * pairs]);
        (Gradient, Hessian, ResidualSlopes) = (new double[_m], new double[_m * _m], new double[_m]);
    }

    /// <summary>d_j.</summary>
    internal double[] Gradient { get; }

    /// <summary>d_jk of the profiled deviance, m x m.</summary>
    internal double[] Hessian { get; }

    /// <summary>r^2_j.</summary>
    internal double[] ResidualSlopes { get; }

    /// <summary>Gamma, q x q: the deviance's slope in G, so a direction z with z'Gamma z below 0 wants more variance.</summary>
    internal ReadOnlySpan<double> Gamma => _sums.Gamma;

    /// <summary>(Q'V^-1 Q)^-1, p x p.</summary>
    internal ReadOnlySpan<double> BasisCovariance => _basis;

    /// <summary>-x'S_j x of every element for x on the basis: with x = C l the slopes of l'C l.</summary>
    internal void SlopeForms(ReadOnlySpan<double> x, Span<double> forms)
    {
        var pairs = Triangle.Length(_q);
        Span<double> ofPairs = stackalloc double[pairs];
        for (var pair = 0; pair < pairs; pair++)
            ofPairs[pair] = _pairs.OuterForm(pair, x);
        for (var j = 0; j < _m; j++)
            forms[j] = VectorAlgebra.Dot(_chain.AsSpan(j * pairs, pairs), ofPairs);
    }

    /// <summary>Fills everything at the Lambda of the deviance's last evaluation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Compute()
    {
        Weigh();
        _sums.Differentiate(_weights);
        _pairs.Compute(_basis, _c);
        Chain();
        var pairs = Triangle.Length(_q);
        for (var j = 0; j < _m; j++)
        {
            var own = _chain.AsSpan(j * pairs, pairs);
            (Gradient[j], ResidualSlopes[j]) = (0, 0);
            for (var pair = 0; pair < pairs; pair++)
            {
                ResidualSlopes[j] += own[pair] * _pairs.ResidualSlopes[pair];
                var sum = 0.0;
                for (var other = 0; other < pairs; other++)
                    sum += own[other] * _pairs.Hessian[other * pairs + pair];
                _half[j * pairs + pair] = sum;
            }

            for (var k = 0; k < _q; k++)
                Gradient[j] += 2 * Gamma[_elements[j].Row * _q + k] * _deviance.Lambda[k * _q + _elements[j].Column];
        }

        for (var j = 0; j < _m; j++)
        {
            for (var k = j; k < _m; k++)
            {
                var sum = _elements[j].Column == _elements[k].Column ? 2 * Gamma[_elements[j].Row * _q + _elements[k].Row] : 0;
                for (var pair = 0; pair < pairs; pair++)
                    sum += _half[j * pairs + pair] * _chain[k * pairs + pair];
                Hessian[j * _m + k] = Hessian[k * _m + j] = sum;
            }
        }
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

    // dG_ab / dlambda_j, m x pairs.
    private void Chain()
    {
        var pairs = Triangle.Length(_q);
        Array.Clear(_chain);
        for (var j = 0; j < _m; j++)
            for (var k = 0; k < _q; k++)
                _chain[j * pairs + Triangle.Index(_q, Math.Min(_elements[j].Row, k), Math.Max(_elements[j].Row, k))] =
                    (k == _elements[j].Row ? 2 : 1) * _deviance.Lambda[k * _q + _elements[j].Column];
    }
}
