using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Satterthwaite's degrees of freedom of a contrast of fixed effects, as lmerTest computes them, from exact derivatives.</summary>
/// <remarks>
/// df = 2 V^2 / (g'A g), V the contrast's variance, g its gradient in (theta, sigma), A = 2 H^-1 with H the Hessian of the deviance in
/// (theta, sigma), inverted over the eigenvalues above 1e-8 (Kuznetsova, Brockhoff and Christensen 2017, doi 10.18637/jss.v082.i13).
/// </remarks>
internal sealed class Satterthwaite
{
    private const double EigenvalueTolerance = 1e-8;

    private readonly DevianceDerivatives _derivatives;
    private readonly double _sigma;
    private readonly int _p, _m;
    private readonly double[] _inverse;

    /// <param name="deviance">The deviance, last evaluated at the optimum.</param>
    /// <param name="derivatives">Its derivatives there.</param>
    internal Satterthwaite(ProfiledDeviance deviance, DevianceDerivatives derivatives)
    {
        (_derivatives, _p, _m) = (derivatives, deviance.Fixed, derivatives.Gradient.Length);
        var (v, r2, k) = ((double)deviance.Freedom, deviance.ResidualSquares, _m + 1);
        _sigma = Math.Sqrt(r2 / v);
        var hessian = new double[k * k];
        for (var i = 0; i < _m; i++)
        {
            // Sigma is a parameter here, no longer profiled: take back the term that profiling added.
            for (var j = 0; j < _m; j++)
                hessian[i * k + j] = derivatives.Hessian[i * _m + j] + v * derivatives.ResidualSlopes[i] * derivatives.ResidualSlopes[j] / (r2 * r2);
            hessian[i * k + _m] = hessian[_m * k + i] = -2 * derivatives.ResidualSlopes[i] / (_sigma * _sigma * _sigma);
        }

        hessian[_m * k + _m] = 4 * v / (_sigma * _sigma);
        _inverse = Invert(hessian, k);
    }

    /// <summary>Degrees of freedom of a contrast, given on the basis; infinity where nothing is estimated that its variance depends on.</summary>
    internal double DegreesOfFreedom(ReadOnlySpan<double> onBasis)
    {
        Span<double> x = stackalloc double[_p];
        Span<double> gradient = stackalloc double[_m + 1];
        var form = 0.0;
        for (var a = 0; a < _p; a++)
        {
            x[a] = 0;
            for (var b = 0; b < _p; b++)
                x[a] += _derivatives.BasisCovariance[a * _p + b] * onBasis[b];
            form += x[a] * onBasis[a];
        }

        var variance = _sigma * _sigma * form;
        _derivatives.SlopeForms(x, gradient[.._m]);
        foreach (ref var slope in gradient[.._m])
            slope *= _sigma * _sigma;
        gradient[_m] = 2 * variance / _sigma;
        var spread = 0.0;
        for (var i = 0; i <= _m; i++)
            for (var j = 0; j <= _m; j++)
                spread += gradient[i] * _inverse[i * (_m + 1) + j] * gradient[j];
        return variance * variance / spread;
    }

    /// <summary>H^-1 over the eigenvalues above 1e-8; H is destroyed.</summary>
    internal static double[] Invert(double[] hessian, int k)
    {
        double[] vectors = new double[k * k], inverse = new double[k * k];
        SymmetricEigen.Decompose(hessian, k, vectors);
        for (var e = 0; e < k; e++)
        {
            if (!(hessian[e * k + e] > EigenvalueTolerance))
                continue;
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                    inverse[i * k + j] += vectors[i * k + e] * vectors[j * k + e] / hessian[e * k + e];
        }

        return inverse;
    }
}
