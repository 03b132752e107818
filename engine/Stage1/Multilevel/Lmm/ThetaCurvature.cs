using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>Satterthwaite's degrees of freedom of a contrast of fixed effects, as lmerTest computes them.</summary>
/// <remarks>
/// df = 2 V^2 / (g'A g), V the contrast's variance, g its gradient in (theta, sigma), A = 2 H^-1, H the Hessian of the deviance there
/// (Kuznetsova, Brockhoff and Christensen 2017, doi 10.18637/jss.v082.i13). g is exact; H comes from differences of the exact gradient.
/// </remarks>
internal sealed class ThetaCurvature
{
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

        var own = Slopes(theta, 0, 0);
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
        Gradient = own;
    }

    /// <summary>Residual standard deviation.</summary>
    internal double Sigma { get; }

    /// <summary>Gradient in theta at the optimum.</summary>
    internal double[] Gradient { get; }

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

    private double[] Slopes(double[] theta, int index, double h)
    {
        var moved = (double[])theta.Clone();
        moved[index] += h;
        _deviance.Value(_deviance.Parameters.ToFull(moved));
        _gradient.Compute();
        return Array.ConvertAll(_deviance.Parameters.ThetaPlaces, place => _gradient.Values[place]);
    }
}
