using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>
/// The deviance of a linear mixed model as a function of theta alone, sigma and beta profiled out.
/// </summary>
/// <remarks>
/// d(theta) = sum log |A_g| + [REML] log |X'V^-1 X| + v (1 + log(2 pi r^2 / v)), v = n - p by REML, n by ML, r^2 the penalised residual sum of
/// squares; S = [Q e]'V^-1 [Q e] = [Q e]'[Q e] - sum Y_g'Y_g gives both, as U of S = U'U ends in U_QQ, U_Qe and r.
/// Source: Bates, Mächler, Bolker and Walker 2015, doi 10.18637/jss.v067.i01, equations 34, 41 and 42. One instance serves one thread.
/// </remarks>
internal sealed class ProfiledDeviance
{
    private readonly double[] _sum;
    private readonly double[] _factor;
    private readonly double[] _fixedFactor;
    private readonly double[] _theta;

    internal ProfiledDeviance(GroupProducts products, int rows, bool reml, double basisLogDeterminant)
    {
        (Products, Reml, BasisLogDeterminant) = (products, reml, basisLogDeterminant);
        Fixed = products.Columns - 1;
        Freedom = reml ? rows - Fixed : rows;
        Group = new GroupFactor(products.Random, products.Stride);
        _sum = new double[products.Stride * products.Stride];
        _factor = new double[products.Columns * products.Columns];
        _fixedFactor = new double[Fixed * Fixed];
        _theta = new double[RelativeFactor.Length(products.Random)];
    }

    internal GroupProducts Products { get; }

    internal bool Reml { get; }

    internal double BasisLogDeterminant { get; }

    /// <summary>p.</summary>
    internal int Fixed { get; }

    /// <summary>v: n - p by REML, n by ML.</summary>
    internal int Freedom { get; }

    /// <summary>Evaluations so far.</summary>
    internal int Evaluations { get; private set; }

    internal GroupFactor Group { get; }

    /// <summary>theta of the last evaluation.</summary>
    internal ReadOnlySpan<double> Theta => _theta;

    /// <summary>U of S at the last theta, (p + 1) x (p + 1).</summary>
    internal ReadOnlySpan<double> Factor => _factor;

    /// <summary>r^2 at the last theta.</summary>
    internal double ResidualSquares { get; private set; }

    /// <summary>The deviance; NaN where the residual vanishes and there is nothing to scale by.</summary>
    internal double Value(ReadOnlySpan<double> theta)
    {
        Evaluations++;
        theta.CopyTo(_theta);
        var (q, stride, columns) = (Products.Random, Products.Stride, Products.Columns);
        Products.Total.CopyTo(_sum, 0);
        Group.SetTheta(theta);
        var logDeterminant = 0.0;
        for (var g = 0; g < Products.Entries; g++)
        {
            var determinant = Group.Whiten(Products.ZtzOf(g), Products.WOf(g));
            logDeterminant += Products.Weights[g] * Math.Log(determinant);
            for (var k = 0; k < q; k++)
                Lanes.AddOuterUpper(Group.Y.Slice(k * stride, stride), Group.Y.Slice(k * stride, stride), _sum, stride, -1);
        }

        for (var r = 0; r < columns; r++)
            _sum.AsSpan(r * stride, columns).CopyTo(_factor.AsSpan(r * columns));
        if (!Cholesky.TryFactor(_factor, columns))
            return ResidualSquares = double.NaN;
        var residual = _factor[^1];
        ResidualSquares = residual * residual;
        if (Reml)
        {
            logDeterminant += BasisLogDeterminant;
            for (var k = 0; k < Fixed; k++)
                logDeterminant += 2 * Math.Log(_factor[k * columns + k]);
        }

        return logDeterminant + Freedom * (1 + Math.Log(2 * Math.PI * ResidualSquares / Freedom));
    }

    /// <summary>Coefficients of Q at the last theta.</summary>
    internal void BasisCoefficients(Span<double> coefficients)
    {
        var columns = Products.Columns;
        for (var i = Fixed - 1; i >= 0; i--)
        {
            var sum = _factor[i * columns + Fixed];
            for (var k = i + 1; k < Fixed; k++)
                sum -= _factor[i * columns + k] * coefficients[k];
            coefficients[i] = sum / _factor[i * columns + i];
        }
    }

    /// <summary>(Q'V^-1 Q)^-1 at the last theta, p x p, both triangles.</summary>
    internal void BasisCovariance(Span<double> covariance)
    {
        var (p, columns) = (Fixed, Products.Columns);
        for (var r = 0; r < p; r++)
            _factor.AsSpan(r * columns, p).CopyTo(_fixedFactor.AsSpan(r * p));
        Cholesky.Inverse(_fixedFactor, p, covariance);
    }
}
