namespace IpdEngine.Stage2;

/// <summary>A univariate random-effects pool or meta-regression: every quantity by metafor's definition.</summary>
public sealed record UnivariateFit
{
    /// <summary>The effects as they entered (rows that cannot enter were refused before).</summary>
    public required EffectTable Effects { get; init; }

    /// <summary>The options in force.</summary>
    public required PoolOptions Options { get; init; }

    /// <summary>Number of effects.</summary>
    public int K => Effects.Yi.Length;

    /// <summary>Coefficients, intercept first.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Covariance of the coefficients, the test's scale factor included.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Knapp-Hartung scale factor in <see cref="Covariance"/>: 1 for Wald-type tests, at least 1 under the guard.</summary>
    public double ScaleFactor { get; init; } = 1;

    /// <summary>Weight of each effect in percent; the diagonal of the weight matrix where there are moderators.</summary>
    public required double[] Weights { get; init; }

    /// <summary>Between-study variance.</summary>
    public required double Tau2 { get; init; }

    /// <summary>Standard error of <see cref="Tau2"/>.</summary>
    public required double Tau2StandardError { get; init; }

    /// <summary>Q-profile interval of <see cref="Tau2"/> (Viechtbauer 2007).</summary>
    public required VarianceInterval Tau2Interval { get; init; }

    /// <summary>I-squared in percent.</summary>
    public required double I2 { get; init; }

    /// <summary>H-squared.</summary>
    public required double H2 { get; init; }

    /// <summary>Cochran's Q, of the residuals where there are moderators.</summary>
    public required double Q { get; init; }

    /// <summary>Degrees of freedom of <see cref="Q"/>.</summary>
    public required int QDegreesOfFreedom { get; init; }

    /// <summary>p of <see cref="Q"/>.</summary>
    public required double QPValue { get; init; }

    /// <summary>Omnibus test of the moderators; null for a plain pool.</summary>
    public OmnibusTest? Moderation { get; init; }

    /// <summary>Share of heterogeneity that the moderators account for, in percent; NaN for a plain pool.</summary>
    public double R2 { get; init; } = double.NaN;

    /// <summary>Log likelihood (restricted under REML).</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Prediction interval at the mean of a plain pool; null with moderators.</summary>
    public PredictionInterval? Prediction { get; init; }

    /// <summary>False where iteration ended without convergence; <see cref="Reason"/> then says how.</summary>
    public required bool Converged { get; init; }

    /// <summary>How the estimation of tau-squared ended.</summary>
    public required string Reason { get; init; }
}

/// <summary>A Wald-type test of several coefficients.</summary>
/// <param name="Statistic">Chi-square, or F where a t distribution is the reference.</param>
/// <param name="Df1">Numerator degrees of freedom.</param>
/// <param name="Df2">Denominator degrees of freedom; infinity for chi-square.</param>
/// <param name="PValue">p.</param>
public sealed record OmnibusTest(double Statistic, int Df1, double Df2, double PValue);
