namespace IpdEngine.Simulation;

/// <summary>The four lags among within parts, predictor first, unstandardised.</summary>
/// <param name="Aa">Alliance -> alliance.</param>
/// <param name="Sa">Symptom -> alliance.</param>
/// <param name="Ss">Symptom -> symptom.</param>
/// <param name="As">Alliance -> symptom.</param>
public readonly record struct LagMatrix(double Aa, double Sa, double Ss, double As)
{
    /// <summary>The largest modulus of an eigenvalue: below 1 the process comes to rest.</summary>
    public double SpectralRadius
    {
        get
        {
            var (half, determinant) = ((Aa + Ss) / 2, Aa * Ss - Sa * As);
            var discriminant = half * half - determinant;
            return discriminant >= 0 ? Math.Abs(half) + Math.Sqrt(discriminant) : Math.Sqrt(determinant);
        }
    }

    /// <summary>Phi V Phi': what a covariance becomes one step on, before new residuals.</summary>
    public PairCovariance Carry(PairCovariance v) => new(
        Aa * Aa * v.Alliance + 2 * Aa * Sa * v.Both + Sa * Sa * v.Symptom,
        As * As * v.Alliance + 2 * As * Ss * v.Both + Ss * Ss * v.Symptom,
        Aa * As * v.Alliance + (Aa * Ss + Sa * As) * v.Both + Sa * Ss * v.Symptom);
}
