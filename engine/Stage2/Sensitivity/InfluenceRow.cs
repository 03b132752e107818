namespace IpdEngine.Stage2.Sensitivity;

/// <summary>What one effect does to the pool.</summary>
/// <param name="Id">The effect.</param>
/// <param name="Measures">Its diagnostics; null where the pool without it has none.</param>
/// <param name="Refusal">Why there are none; null where there are.</param>
public sealed record InfluenceRow(string Id, InfluenceMeasures? Measures, PoolRefusal? Refusal);

/// <summary>Influence diagnostics of one effect; metafor's names in brackets.</summary>
public sealed record InfluenceMeasures
{
    /// <summary>Externally standardised residual [rstudent].</summary>
    public required double StudentisedResidual { get; init; }

    /// <summary>Change of its own prediction in standard errors [dffits].</summary>
    public required double Dffits { get; init; }

    /// <summary>Cook's distance [cook.d].</summary>
    public required double CookDistance { get; init; }

    /// <summary>Ratio of the generalised variances of the coefficients without and with it; below 1: leaving it out makes the pool more precise [cov.r].</summary>
    public required double CovarianceRatio { get; init; }

    /// <summary>tau-squared without it [tau2.del].</summary>
    public required double Tau2Deleted { get; init; }

    /// <summary>Q of the residuals without it [QE.del].</summary>
    public required double QDeleted { get; init; }

    /// <summary>Leverage [hat].</summary>
    public required double Hat { get; init; }

    /// <summary>Weight in percent [weight].</summary>
    public required double Weight { get; init; }

    /// <summary>Change of each coefficient in standard errors, in the order of the coefficients [dfbs].</summary>
    public required IReadOnlyList<double> Dfbetas { get; init; }

    /// <summary>True where |dffits| &gt; 3 sqrt(p / (k - p)), the lower tail of Cook's distance under chi-square (p) is above .5, hat &gt; 3 p / k, or a
    /// |dfbs| &gt; 1 [inf].</summary>
    public required bool Influential { get; init; }
}
