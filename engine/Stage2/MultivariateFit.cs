namespace IpdEngine.Stage2;

/// <summary>Several outcomes pooled together with their within-study covariances.</summary>
public sealed record MultivariateFit
{
    /// <summary>The effects as they entered.</summary>
    public required EffectVectorTable Effects { get; init; }

    /// <summary>The options in force.</summary>
    public required PoolOptions Options { get; init; }

    /// <summary>One coefficient an outcome.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Model-based covariance of the coefficients (p x p), without the test's scale factor.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>The one scale factor of the Knapp-Hartung-type test (Jackson and Riley 2014), 1 where not used.</summary>
    public required double ScaleFactor { get; init; }

    /// <summary>Between-study covariance (p x p).</summary>
    public required double[,] Between { get; init; }

    /// <summary>Cochran's Q of all outcomes together.</summary>
    public required double Q { get; init; }

    /// <summary>Degrees of freedom of <see cref="Q"/>.</summary>
    public required int QDegreesOfFreedom { get; init; }

    /// <summary>p of <see cref="Q"/>.</summary>
    public required double QPValue { get; init; }

    /// <summary>Log likelihood (restricted under REML).</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>False where iteration ended without convergence; <see cref="Reason"/> then says how.</summary>
    public required bool Converged { get; init; }

    /// <summary>How the iteration ended, a singular between-study matrix included.</summary>
    public required string Reason { get; init; }
}
