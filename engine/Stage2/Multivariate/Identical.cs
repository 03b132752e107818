namespace IpdEngine.Stage2.Multivariate;

/// <summary>Sigma = s^2 I, parameter s.</summary>
internal sealed class Identical : BetweenModel
{
    public override int Count => 1;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        sigma.Clear();
        for (var j = 0; j < Outcomes; j++)
            sigma[j * Outcomes + j] = parameters[0] * parameters[0];
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        jacobian.Clear();
        for (var j = 0; j < Outcomes; j++)
            jacobian[j * Outcomes + j] = 2 * parameters[0];
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        for (var j = 0; j < Outcomes; j++)
            curvature[0] += 2 * m[j * Outcomes + j];
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var mean = 0.0;
        foreach (var variance in variances)
            mean += variance / Outcomes;
        return [Math.Sqrt(mean)];
    }
}
