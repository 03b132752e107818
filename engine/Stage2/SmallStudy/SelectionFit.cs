namespace IpdEngine.Stage2.SmallStudy;

/// <summary>An interval of p-values with the relative chance that a study in it is seen.</summary>
/// <param name="From">Lower end, not in it (but 0 is in the first).</param>
/// <param name="To">Upper end, in it.</param>
/// <param name="Count">Effects in it.</param>
/// <param name="Delta">Chance of being seen relative to the first interval, where it is 1 by definition.</param>
/// <param name="StandardError">Its standard error; NaN in the first interval and where the estimate stands at its bound.</param>
/// <param name="PValue">Two-sided p of a chance equal to that of the first interval.</param>
/// <param name="ConfLow">Lower confidence limit, at least 0.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
public sealed record SelectionInterval(
    double From, double To, int Count, double Delta, double StandardError, double PValue, double ConfLow, double ConfHigh);

/// <summary>A random-effects model with selection by p-value, by maximum likelihood.</summary>
public sealed record SelectionFit
{
    /// <summary>The options in force.</summary>
    public required SelectionOptions Options { get; init; }

    /// <summary>The maximum likelihood fit without selection.</summary>
    public required UnivariateFit Unadjusted { get; init; }

    /// <summary>Coefficients adjusted for selection, tested against the normal.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Between-study variance.</summary>
    public required double Tau2 { get; init; }

    /// <summary>Its standard error; NaN where it is not defined.</summary>
    public required double Tau2StandardError { get; init; }

    /// <summary>The intervals of p, the first as reference.</summary>
    public required IReadOnlyList<SelectionInterval> Intervals { get; init; }

    /// <summary>Log likelihood.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Likelihood-ratio test of selection: all intervals alike.</summary>
    public required OmnibusTest SelectionTest { get; init; }

    /// <summary>False where no maximum was found; <see cref="Reason"/> then says why, and standard errors are NaN.</summary>
    public required bool Converged { get; init; }

    /// <summary>How the search ended.</summary>
    public required string Reason { get; init; }

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
