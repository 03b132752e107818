namespace IpdEngine.Stage2.Multivariate;

/// <summary>Sigma_jk = s^2 rho^|j - k|, parameters s and z with rho = sin z.</summary>
internal sealed class Autoregressive : BetweenModel
{
    public override int Count => 2;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        var (s, rho) = (parameters[0], Math.Sin(parameters[1]));
        for (var j = 0; j < Outcomes; j++)
            for (var k = 0; k < Outcomes; k++)
                sigma[j * Outcomes + k] = s * s * Power(rho, Math.Abs(j - k));
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        var (s, rho, slope) = (parameters[0], Math.Sin(parameters[1]), Math.Cos(parameters[1]));
        for (var j = 0; j < Outcomes; j++)
            for (var k = 0; k < Outcomes; k++)
            {
                var d = Math.Abs(j - k);
                jacobian[(j * Outcomes + k) * 2] = 2 * s * Power(rho, d);
                jacobian[(j * Outcomes + k) * 2 + 1] = s * s * d * Power(rho, d - 1) * slope;
            }
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        var (s, rho, slope) = (parameters[0], Math.Sin(parameters[1]), Math.Cos(parameters[1]));
        for (var j = 0; j < Outcomes; j++)
            for (var k = 0; k < Outcomes; k++)
            {
                var (d, weight) = (Math.Abs(j - k), m[j * Outcomes + k]);
                curvature[0] += weight * 2 * Power(rho, d);
                curvature[1] += weight * 2 * s * d * Power(rho, d - 1) * slope;
                curvature[2] += weight * 2 * s * d * Power(rho, d - 1) * slope;
                curvature[3] += weight * s * s * (d * (d - 1) * Power(rho, d - 2) * slope * slope - d * Power(rho, d - 1) * rho);
            }
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var mean = 0.0;
        foreach (var variance in variances)
            mean += variance / Outcomes;
        return [Math.Sqrt(mean), Math.Asin(Math.Clamp(correlation, -0.95, 0.95))];
    }

    // A negative power always stands beside a factor of zero.
    private static double Power(double rho, int exponent) => exponent <= 0 ? 1 : Math.Pow(rho, exponent);
}
