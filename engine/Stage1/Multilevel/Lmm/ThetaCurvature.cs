using IpdEngine.Numerics;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Satterthwaite's degrees of freedom of a contrast of fixed effects, as lmerTest computes them.</summary>
/// <remarks>
/// df = 2 V^2 / (g'A g), V the contrast's variance, g its gradient in (theta, sigma), A = 2 H^-1, H the Hessian of the deviance there
/// (Kuznetsova, Brockhoff and Christensen 2017, doi 10.18637/jss.v082.i13). g is exact; H comes from differences of the exact gradient.
/// </remarks>
internal sealed class ThetaCurvature
{
    /// <summary>A variance whose doubling moves the deviance by less than about this is not determined.</summary>
    private const double FlatBelow = 1e-6;

    private readonly PenalisedDeviance _deviance;
    private readonly PenalisedGradient _gradient;
    private readonly double[] _inverse;
    private readonly int _m;

    /// <param name="deviance">The deviance; it is evaluated around theta and last at theta itself.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="theta">The optimum.</param>
    internal ThetaCurvature(PenalisedDeviance deviance, PenalisedGradient gradient, double[] theta)
    {
        (_deviance, _gradient, _m) = (deviance, gradient, theta.Length);
        var k = _m + 1;
        var hessian = new double[k * k];
        for (var i = 0; i < _m; i++)
        {
            var h = 1e-4 * Math.Max(1, Math.Abs(theta[i]));
            double[] above = Slopes(theta, i, h), below = Slopes(theta, i, -h);
            for (var j = 0; j < _m; j++)
                hessian[i * k + j] = (above[j] - below[j]) / (2 * h);
        }

        Slopes(theta, 0, 0);
        Flat = IsFlat(hessian, theta);
        var (v, r2) = ((double)deviance.Freedom, deviance.ResidualSquares);
        Sigma = Math.Sqrt(r2 / v);
        double[] residual = Array.ConvertAll(deviance.Parameters.ThetaPlaces, place => gradient.ResidualSlopes[place]);
        for (var i = 0; i < _m; i++)
        {
            // Sigma is a parameter here, no longer profiled: take back the term that profiling added.
            for (var j = 0; j <= i; j++)
                hessian[i * k + j] = hessian[j * k + i] = (hessian[i * k + j] + hessian[j * k + i]) / 2 + v * residual[i] * residual[j] / (r2 * r2);
            hessian[i * k + _m] = hessian[_m * k + i] = -2 * residual[i] / (Sigma * Sigma * Sigma);
        }

        hessian[_m * k + _m] = 4 * v / (Sigma * Sigma);
        _inverse = Satterthwaite.Invert(hessian, k);
    }

    /// <summary>Residual standard deviation.</summary>
    internal double Sigma { get; }

    /// <summary>True where the profiled deviance does not change along some direction of theta: the data do not determine it.</summary>
    internal bool Flat { get; }

    /// <summary>Degrees of freedom of a contrast, given on the basis.</summary>
    internal double DegreesOfFreedom(ReadOnlySpan<double> onBasis)
    {
        var slopes = new double[_deviance.Parameters.Full];
        var form = _gradient.ContrastSlopes(onBasis, slopes);
        var variance = Sigma * Sigma * form;
        var g = new double[_m + 1];
        for (var i = 0; i < _m; i++)
            g[i] = Sigma * Sigma * slopes[_deviance.Parameters.ThetaPlaces[i]];
        g[_m] = 2 * variance / Sigma;
        var spread = 0.0;
        for (var i = 0; i <= _m; i++)
            for (var j = 0; j <= _m; j++)
                spread += g[i] * _inverse[i * (_m + 1) + j] * g[j];
        return variance * variance / spread;
    }

    /// <summary>Whether the curvature vanishes in some direction, each element measured in its own size.</summary>
    private bool IsFlat(double[] hessian, double[] theta)
    {
        double[] scaled = new double[_m * _m], vectors = new double[_m * _m];
        var largest = theta.Max(Math.Abs);
        double Size(int i) => Math.Max(Math.Abs(theta[i]), 0.01 * largest);
        for (var i = 0; i < _m; i++)
            for (var j = 0; j < _m; j++)
                scaled[i * _m + j] = (hessian[i * (_m + 1) + j] + hessian[j * (_m + 1) + i]) / 2 * Size(i) * Size(j);
        SymmetricEigen.Decompose(scaled, _m, vectors);
        return Enumerable.Range(0, _m).Any(i => scaled[i * _m + i] < FlatBelow);
    }

    private double[] Slopes(double[] theta, int index, double h)
    {
        var moved = (double[])theta.Clone();
        moved[index] += h;
        _deviance.Value(_deviance.Parameters.ToFull(moved));
        _gradient.Compute();
        return Array.ConvertAll(_deviance.Parameters.ThetaPlaces, place => _gradient.Values[place]);
    }
}
