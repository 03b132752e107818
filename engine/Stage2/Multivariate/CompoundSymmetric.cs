namespace IpdEngine.Stage2.Multivariate;

/// <summary>Sigma_jk = s_j s_k rho off the diagonal and s_j^2 on it; one s for all outcomes where homoscedastic.</summary>
/// <remarks>Parameters: s (one, or p), then z with rho = m + h sin z between -1/(p - 1) and 1, where Sigma is positive semi-definite.</remarks>
internal sealed class CompoundSymmetric : BetweenModel
{
    /// <summary>A variance an outcome (HCS), or one for all (CS).</summary>
    public required bool Heteroscedastic { get; init; }

    public override int Count => Spreads + 1;

    private int Spreads => Heteroscedastic ? Outcomes : 1;

    private double Lowest => Outcomes > 1 ? -1.0 / (Outcomes - 1) : 0;

    private double Half => (1 - Lowest) / 2;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        var (p, rho) = (Outcomes, Rho(parameters[Spreads]));
        for (var j = 0; j < p; j++)
            for (var k = 0; k < p; k++)
                sigma[j * p + k] = Spread(parameters, j) * Spread(parameters, k) * (j == k ? 1 : rho);
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        var (p, q, z) = (Outcomes, Count, parameters[Spreads]);
        var (rho, slope) = (Rho(z), Half * Math.Cos(z));
        jacobian.Clear();
        for (var j = 0; j < p; j++)
            for (var k = 0; k < p; k++)
            {
                var row = (j * p + k) * q;
                var correlation = j == k ? 1 : rho;
                jacobian[row + At(j)] += Spread(parameters, k) * correlation;
                jacobian[row + At(k)] += Spread(parameters, j) * correlation;
                if (j != k)
                    jacobian[row + Spreads] = Spread(parameters, j) * Spread(parameters, k) * slope;
            }
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        var (p, q, z) = (Outcomes, Count, parameters[Spreads]);
        var (rho, slope, bend) = (Rho(z), Half * Math.Cos(z), -Half * Math.Sin(z));
        for (var j = 0; j < p; j++)
            for (var k = 0; k < p; k++)
            {
                var weight = m[j * p + k];
                var correlation = j == k ? 1 : rho;
                curvature[At(j) * q + At(k)] += weight * correlation;
                curvature[At(k) * q + At(j)] += weight * correlation;
                if (j == k)
                    continue;
                curvature[At(j) * q + Spreads] += weight * Spread(parameters, k) * slope;
                curvature[Spreads * q + At(j)] += weight * Spread(parameters, k) * slope;
                curvature[At(k) * q + Spreads] += weight * Spread(parameters, j) * slope;
                curvature[Spreads * q + At(k)] += weight * Spread(parameters, j) * slope;
                curvature[Spreads * q + Spreads] += weight * Spread(parameters, j) * Spread(parameters, k) * bend;
            }
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var start = new double[Count];
        foreach (var variance in variances)
            start[0] += variance / Outcomes;
        start[0] = Math.Sqrt(start[0]);
        for (var j = 0; Heteroscedastic && j < Outcomes; j++)
            start[j] = Math.Sqrt(variances[j]);
        start[Spreads] = Math.Asin(Math.Clamp((correlation - Lowest) / Half - 1, -0.95, 0.95));
        return start;
    }

    /// <summary>A spread below zero would turn the signs of some correlations only.</summary>
    public override void Normalise(Span<double> parameters)
    {
        var negative = 0;
        for (var j = 0; j < Spreads; j++)
            negative += parameters[j] < 0 ? 1 : 0;
        if (2 * negative > Spreads)
            for (var j = 0; j < Spreads; j++)
                parameters[j] = -parameters[j];
        if (Heteroscedastic && Outcomes == 2 && parameters[0] * parameters[1] < 0)
            (parameters[0], parameters[1], parameters[2]) = (Math.Abs(parameters[0]), Math.Abs(parameters[1]), -parameters[2]);
    }

    public override int Outside(ReadOnlySpan<double> parameters)
    {
        for (var j = 0; Heteroscedastic && j < Spreads; j++)
            if (parameters[j] < 0)
                return j;
        return -1;
    }

    /// <summary>The parameter z of a correlation.</summary>
    public double Angle(double rho) => Math.Asin(Math.Clamp((rho - Lowest) / Half - 1, -1, 1));

    private double Rho(double z) => Lowest + Half * (1 + Math.Sin(z));

    private int At(int outcome) => Heteroscedastic ? outcome : 0;

    private double Spread(ReadOnlySpan<double> parameters, int outcome) => parameters[At(outcome)];
}
