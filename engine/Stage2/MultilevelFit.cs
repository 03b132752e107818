namespace IpdEngine.Stage2;

/// <summary>A multilevel or multivariate random-effects model: every quantity by the definition of metafor's <c>rma.mv</c>.</summary>
public sealed record MultilevelFit
{
    /// <summary>The effects and the model as they entered.</summary>
    public required DependentEffects Effects { get; init; }

    /// <summary>The options in force.</summary>
    public required MultilevelOptions Options { get; init; }

    /// <summary>Number of effects.</summary>
    public int K => Effects.K;

    /// <summary>One coefficient a column of the design.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Model-based covariance of the coefficients (p x p), without the test's scale factor.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>The one scale factor of the Knapp-Hartung-type test (Jackson and Riley 2014), 1 where not used.</summary>
    public required double ScaleFactor { get; init; }

    /// <summary>Every variance and correlation of the random part, term by term.</summary>
    public required IReadOnlyList<VarianceComponent> Components { get; init; }

    /// <summary>Covariance of the inner levels, term by term: 1 x 1 for <c>~ 1 | factor</c>.</summary>
    public required IReadOnlyList<double[,]> Between { get; init; }

    /// <summary>Cochran's Q with V alone, of the residuals.</summary>
    public required double Q { get; init; }

    /// <summary>Degrees of freedom of <see cref="Q"/>: k - p.</summary>
    public required int QDegreesOfFreedom { get; init; }

    /// <summary>p of <see cref="Q"/>.</summary>
    public required double QPValue { get; init; }

    /// <summary>Test of all coefficients but the intercept (of all where there is none); null for an intercept alone.</summary>
    public required OmnibusTest? Moderation { get; init; }

    /// <summary>Log likelihood (restricted under REML, with log|X'X| / 2 as metafor has it).</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Number of coefficients and estimated components together.</summary>
    public required int ParameterCount { get; init; }

    /// <summary>Akaike's criterion.</summary>
    public double Aic => -2 * LogLikelihood + 2 * ParameterCount;

    /// <summary>Schwarz's criterion, with k - p observations under REML.</summary>
    public double Bic => -2 * LogLikelihood + ParameterCount * Math.Log(Observations);

    /// <summary>Akaike's criterion with the correction for small samples.</summary>
    public double Aicc
    {
        get
        {
            double n = Math.Max(Observations, ParameterCount + 2);
            return -2 * LogLikelihood + 2 * ParameterCount * n / (n - ParameterCount - 1);
        }
    }

    /// <summary>False where the search ended without convergence; <see cref="Reason"/> then says how.</summary>
    public required bool Converged { get; init; }

    /// <summary>How the search ended: its true reason of stopping, the boundaries reached, terms fixed at zero.</summary>
    public required string Reason { get; init; }

    /// <summary>The same at each start, best first: criterion and reason of stopping.</summary>
    public required IReadOnlyList<string> History { get; init; }

    private int Observations => Options.Estimator == TauEstimator.REML ? K - Coefficients.Count : K;
}
