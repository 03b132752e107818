using IpdEngine.Stage1.Sem.Likelihood;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>What fit measures are computed from.</summary>
/// <param name="Groups">Each group's moments.</param>
/// <param name="Layout">Which moments count.</param>
/// <param name="Parameters">Free parameters less equality constraints.</param>
/// <param name="Deviance">-2 log L of the model, of the variables that are not fixed covariates given those.</param>
/// <param name="SaturatedDeviance">The same of the saturated model; NaN where it has no maximum.</param>
/// <param name="Sample">Information and scores; null where the information is singular: scaled measures are then NaN.</param>
/// <param name="Robust">True for the scaled chi-square beside the plain one.</param>
/// <param name="Incomplete">True under FIML: the robust CFI and RMSEA are then the corrected ones.</param>
internal sealed record FitInput(
    IReadOnlyList<GroupMoments> Groups, MomentLayout Layout, int Parameters, double Deviance, double SaturatedDeviance, SampleMatrices? Sample, bool Robust,
    bool Incomplete)
{
    /// <summary>N.</summary>
    public int Rows => Groups.Sum(g => g.Rows);

    /// <summary>N over the number of groups: what stands for N in the RMSEA of several groups. Steiger (1998), doi 10.1080/10705519809540115.</summary>
    public double RowsPerGroup => (double)Rows / Groups.Count;

    /// <summary>Moments less parameters.</summary>
    public int DegreesOfFreedom => Layout.Count - Parameters;

    /// <summary>Degrees of freedom of the baseline model.</summary>
    public int BaselineDegreesOfFreedom => Layout.Count - Layout.BaselineParameters;

    /// <summary>-2 log L of the baseline model, as <see cref="Deviance"/> has it.</summary>
    public double BaselineDeviance => Groups.Sum(g => g.Baseline.Deviance - g.Baseline.FixedDeviance);
}
