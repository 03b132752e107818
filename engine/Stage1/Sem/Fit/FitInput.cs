namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>What fit measures are computed from.</summary>
/// <param name="Rows">N.</param>
/// <param name="Parameters">Free parameters.</param>
/// <param name="DegreesOfFreedom">Moments less free parameters.</param>
/// <param name="Deviance">-2 log L of the model.</param>
/// <param name="SaturatedDeviance">-2 log L of the saturated model; NaN where it has no maximum.</param>
/// <param name="SaturatedMean">Saturated means.</param>
/// <param name="Saturated">Saturated covariances.</param>
/// <param name="Mean">Implied means.</param>
/// <param name="Covariance">Implied covariances.</param>
/// <param name="Baseline">The baseline model.</param>
/// <param name="Sample">Information and scores; null where the information is singular: scaled measures are then NaN.</param>
/// <param name="Robust">True for the scaled chi-square beside the plain one.</param>
/// <param name="Incomplete">True under FIML: the robust CFI and RMSEA are then the corrected ones.</param>
internal sealed record FitInput(
    int Rows, int Parameters, int DegreesOfFreedom, double Deviance, double SaturatedDeviance, double[] SaturatedMean, double[] Saturated,
    double[] Mean, double[] Covariance, Baseline Baseline, SampleMatrices? Sample, bool Robust, bool Incomplete)
{
    /// <summary>Number of observed variables.</summary>
    public int Variables => Mean.Length;

    /// <summary>Degrees of freedom of the baseline model.</summary>
    public int BaselineDegreesOfFreedom => Variables * (Variables - 1) / 2;
}
