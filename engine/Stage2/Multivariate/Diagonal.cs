namespace IpdEngine.Stage2.Multivariate;

/// <summary>Sigma = diag(s_j^2), parameters s_j.</summary>
internal sealed class Diagonal : BetweenModel
{
    public override int Count => Outcomes;

    public override void Fill(ReadOnlySpan<double> parameters, Span<double> sigma)
    {
        sigma.Clear();
        for (var j = 0; j < Outcomes; j++)
            sigma[j * Outcomes + j] = parameters[j] * parameters[j];
    }

    public override void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian)
    {
        jacobian.Clear();
        for (var j = 0; j < Outcomes; j++)
            jacobian[(j * Outcomes + j) * Outcomes + j] = 2 * parameters[j];
    }

    public override void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature)
    {
        for (var j = 0; j < Outcomes; j++)
            curvature[j * Outcomes + j] += 2 * m[j * Outcomes + j];
    }

    public override double[] Start(ReadOnlySpan<double> variances, double correlation)
    {
        var start = new double[Outcomes];
        for (var j = 0; j < Outcomes; j++)
            start[j] = Math.Sqrt(variances[j]);
        return start;
    }
}
