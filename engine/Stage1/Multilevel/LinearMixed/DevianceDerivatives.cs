namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Gradient and Hessian of the profiled deviance in theta, exact.</summary>
/// <remarks>
/// With G = Lambda Lambda', G_j = dG/dtheta_j, and U_g, P_g as in <see cref="GroupFactor"/>: d log|A_g| = tr(P_g G_j),
/// S_j = -sum U_g'G_j U_g, and second derivatives follow from dU_g = -P_g G_k U_g, dP_g = -P_g G_k P_g. Writing C = (Q'V^-1 Q)^-1,
/// c = (-beta, 1), Q_g = U_g K U_g' with K = [REML] C + (v / r^2) cc', Gamma = sum (P_g - Q_g):
/// d_j = tr(Gamma G_j); d_jk = tr(Gamma G_jk) + sum tr((2 Q_g - P_g) G_j P_g G_k) - [REML] tr(C S_j C S_k)
/// - 2 (v / r^2) (S_j c)'C (S_k c) - v r^2_j r^2_k / r^4. Derived from the deviance by matrix calculus; held to finite differences in the tests.
/// </remarks>
internal sealed class DevianceDerivatives
{
    private readonly ProfiledDeviance _deviance;
    private readonly int _q, _p, _m, _stride;
    private readonly double[] _u, _proj, _outer, _k, _gamma, _pairs, _c, _basis, _slopes, _sc, _sumP, _left, _right;

    internal DevianceDerivatives(ProfiledDeviance deviance)
    {
        _deviance = deviance;
        (_q, _p, _stride) = (deviance.Products.Random, deviance.Fixed, deviance.Products.Stride);
        _m = RelativeFactor.Length(_q);
        var entries = deviance.Products.Entries;
        (_u, _proj) = (new double[entries * _q * _stride], new double[entries * _q * _q]);
        (_outer, _k) = (new double[_q * _q * _stride * _stride], new double[_stride * _stride]);
        (_gamma, _sumP, _pairs) = (new double[_q * _q], new double[_q * _q], new double[_q * _q * _q * _q]);
        (_c, _basis) = (new double[_stride], new double[_p * _p]);
        (_left, _right) = (new double[_p * _p], new double[_p * _p]);
        (_slopes, _sc) = (new double[_m * _stride * _stride], new double[_m * _stride]);
        (Gradient, Hessian, ResidualSlopes) = (new double[_m], new double[_m * _m], new double[_m]);
    }

    /// <summary>d_j.</summary>
    internal double[] Gradient { get; }

    /// <summary>d_jk of the profiled deviance, m x m.</summary>
    internal double[] Hessian { get; }

    /// <summary>r^2_j.</summary>
    internal double[] ResidualSlopes { get; }

    /// <summary>Gamma, q x q: the deviance's slope in G, so a direction z with z'Gamma z below 0 wants more variance.</summary>
    internal ReadOnlySpan<double> Gamma => _gamma;

    /// <summary>(Q'V^-1 Q)^-1, p x p.</summary>
    internal ReadOnlySpan<double> BasisCovariance => _basis;

    /// <summary>-x'S_j x for x on the basis: the slope of x'(Q'V^-1 Q)x in theta_j, negated.</summary>
    internal double SlopeForm(int j, ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var a = 0; a < _p; a++)
            for (var b = 0; b < _p; b++)
                sum -= x[a] * x[b] * _slopes[(j * _stride + a) * _stride + b];
        return sum;
    }

    /// <summary>Fills everything at the theta of the deviance's last evaluation.</summary>
    internal void Compute()
    {
        Accumulate();
        Weigh();
        Pair();
        Slopes();
        for (var j = 0; j < _m; j++)
            Gradient[j] = TraceSlope(_gamma, j);
        for (var j = 0; j < _m; j++)
            for (var k = j; k < _m; k++)
                Hessian[j * _m + k] = Hessian[k * _m + j] = Second(j, k);
    }

    private void Accumulate()
    {
        var (products, group) = (_deviance.Products, _deviance.Group);
        Array.Clear(_outer);
        Array.Clear(_sumP);
        for (var g = 0; g < products.Entries; g++)
        {
            var u = _u.AsSpan(g * _q * _stride, _q * _stride);
            var proj = _proj.AsSpan(g * _q * _q, _q * _q);
            group.Whiten(products.ZtzOf(g), products.WOf(g));
            group.Residuals(products.ZtzOf(g), products.WOf(g), u, proj);
            for (var a = 0; a < _q * _q; a++)
                _sumP[a] += products.Weights[g] * proj[a];
            for (var a = 0; a < _q; a++)
                for (var b = a; b < _q; b++)
                    Lanes.AddOuter(u.Slice(a * _stride, _stride), u.Slice(b * _stride, _stride), Outer(a, b), _stride);
        }

        // Below the diagonal the transposes, so that Outer(a, b) + Outer(b, a) is symmetric.
        for (var a = 0; a < _q; a++)
            for (var b = a + 1; b < _q; b++)
                for (var r = 0; r < _stride; r++)
                    for (var s = 0; s < _stride; s++)
                        Outer(b, a)[r * _stride + s] = Outer(a, b)[s * _stride + r];
    }

    private void Weigh()
    {
        Span<double> coefficients = stackalloc double[_p];
        _deviance.BasisCoefficients(coefficients);
        _deviance.BasisCovariance(_basis);
        for (var i = 0; i < _p; i++)
            _c[i] = -coefficients[i];
        _c[_p] = 1;
        var scale = _deviance.Freedom / _deviance.ResidualSquares;
        for (var r = 0; r <= _p; r++)
            for (var s = 0; s <= _p; s++)
                _k[r * _stride + s] = scale * _c[r] * _c[s] + (_deviance.Reml && r < _p && s < _p ? _basis[r * _p + s] : 0);
    }

    private void Pair()
    {
        var weights = _deviance.Products.Weights;
        Span<double> ku = stackalloc double[_stride];
        Span<double> form = stackalloc double[_q * _q];
        Array.Clear(_pairs);
        _sumP.CopyTo(_gamma, 0);
        for (var g = 0; g < weights.Length; g++)
        {
            var u = _u.AsSpan(g * _q * _stride, _q * _stride);
            var proj = _proj.AsSpan(g * _q * _q, _q * _q);
            for (var a = 0; a < _q; a++)
            {
                ku.Clear();
                for (var r = 0; r <= _p; r++)
                    Lanes.AddScaled(u[a * _stride + r], _k.AsSpan(r * _stride, _stride), ku);
                for (var b = a; b < _q; b++)
                    form[a * _q + b] = form[b * _q + a] = Lanes.Dot(u.Slice(b * _stride, _stride), ku);
            }

            for (var a = 0; a < _q * _q; a++)
            {
                _gamma[a] -= form[a];
                var left = 2 * form[a] - weights[g] * proj[a];
                for (var b = 0; b < _q * _q; b++)
                    _pairs[a * _q * _q + b] += left * proj[b];
            }
        }
    }

    private void Slopes()
    {
        for (var column = 0; column < _q; column++)
        {
            for (var row = column; row < _q; row++)
            {
                var j = RelativeFactor.Index(_q, row, column);
                var slope = _slopes.AsSpan(j * _stride * _stride, _stride * _stride);
                slope.Clear();
                for (var k = column; k < _q; k++)
                {
                    var lambda = -_deviance.Group.Lambda[k * _q + column];
                    Lanes.AddScaled(lambda, Outer(row, k), slope);
                    Lanes.AddScaled(lambda, Outer(k, row), slope);
                }

                for (var r = 0; r < _stride; r++)
                    _sc[j * _stride + r] = Lanes.Dot(slope.Slice(r * _stride, _stride), _c);
                ResidualSlopes[j] = Lanes.Dot(_sc.AsSpan(j * _stride, _stride), _c);
            }
        }
    }

    private double Second(int j, int k)
    {
        var scale = _deviance.Freedom / _deviance.ResidualSquares;
        var (a, b) = (RowColumn(j), RowColumn(k));
        var sum = a.Column == b.Column ? 2 * _gamma[a.Row * _q + b.Row] : 0;
        sum += TracePairs(a, b);
        sum -= scale * ResidualSlopes[j] * ResidualSlopes[k] / _deviance.ResidualSquares;
        for (var r = 0; r < _p; r++)
            for (var s = 0; s < _p; s++)
                sum -= 2 * scale * _sc[j * _stride + r] * _basis[r * _p + s] * _sc[k * _stride + s];
        return _deviance.Reml ? sum - TraceSlopes(j, k) : sum;
    }

    /// <summary>tr(X G_j), X symmetric: 2 (X Lambda)_{row, column}.</summary>
    private double TraceSlope(ReadOnlySpan<double> x, int j)
    {
        var (row, column) = RowColumn(j);
        var sum = 0.0;
        for (var k = column; k < _q; k++)
            sum += 2 * x[row * _q + k] * _deviance.Group.Lambda[k * _q + column];
        return sum;
    }

    /// <summary>sum_g tr(X_g G_j P_g G_k), from the accumulated products of elements of X_g and P_g.</summary>
    private double TracePairs((int Row, int Column) j, (int Row, int Column) k)
    {
        var lambda = _deviance.Group.Lambda;
        var sum = 0.0;

        // G_j = e_j l_j' + l_j e_j' with l_j the column of Lambda: four products, each a double sum over the columns' elements.
        for (var s = 0; s < _q; s++)
        {
            for (var t = 0; t < _q; t++)
            {
                var weight = lambda[s * _q + j.Column] * lambda[t * _q + k.Column];
                if (weight == 0)
                    continue;
                sum += weight * (PairOf(t, j.Row, s, k.Row) + PairOf(k.Row, j.Row, s, t) + PairOf(t, s, j.Row, k.Row) + PairOf(k.Row, s, j.Row, t));
            }
        }

        return sum;
    }

    private double TraceSlopes(int j, int k)
    {
        Product(j, _left);
        Product(k, _right);
        var sum = 0.0;
        for (var r = 0; r < _p; r++)
            for (var s = 0; s < _p; s++)
                sum += _left[r * _p + s] * _right[s * _p + r];
        return sum;
    }

    private void Product(int j, Span<double> product)
    {
        for (var r = 0; r < _p; r++)
        {
            for (var s = 0; s < _p; s++)
            {
                var sum = 0.0;
                for (var t = 0; t < _p; t++)
                    sum += _basis[r * _p + t] * _slopes[(j * _stride + t) * _stride + s];
                product[r * _p + s] = sum;
            }
        }
    }

    private double PairOf(int a, int b, int c, int d) => _pairs[(a * _q + b) * _q * _q + c * _q + d];

    private Span<double> Outer(int a, int b) => _outer.AsSpan((a * _q + b) * _stride * _stride, _stride * _stride);

    private (int Row, int Column) RowColumn(int j)
    {
        var column = 0;
        while (j >= _q - column)
            j -= _q - column++;
        return (column + j, column);
    }
}
