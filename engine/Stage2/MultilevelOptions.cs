namespace IpdEngine.Stage2;

/// <summary>Denominator degrees of freedom of Wald-type t and Knapp-Hartung-type tests.</summary>
public enum TestDegrees
{
    /// <summary>k - p.</summary>
    Residual,

    /// <summary>Levels of the smallest factor within which a coefficient's column is constant, less p (metafor's <c>dfs = "contain"</c>).</summary>
    Contain,

    /// <summary>Satterthwaite's approximation from the uncertainty of the variance components (Giesbrecht and Burns 1985).</summary>
    Satterthwaite,
}

/// <summary>Options of a multilevel or multivariate model; every default is the plan's.</summary>
/// <param name="Estimator">REML or ML.</param>
/// <param name="Test">Test of the coefficients; the Knapp-Hartung types have one scale factor (Jackson and Riley 2014).</param>
/// <param name="Degrees">Denominator degrees of freedom; not used under z.</param>
/// <param name="Level">Confidence level.</param>
/// <param name="Tested">Columns in the omnibus test (metafor's btt); null for all but the intercept.</param>
public sealed record MultilevelOptions(
    TauEstimator Estimator = TauEstimator.REML,
    PoolTest Test = PoolTest.AdHoc,
    TestDegrees Degrees = TestDegrees.Residual,
    double Level = 0.95,
    IReadOnlyList<int>? Tested = null);
