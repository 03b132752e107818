namespace IpdEngine.Stage2;

/// <summary>Small-sample adjustment of a cluster-robust covariance matrix, by clubSandwich's names.</summary>
public enum RobustAdjustment
{
    /// <summary>None (Liang and Zeger 1986).</summary>
    CR0,

    /// <summary>Times J / (J - 1).</summary>
    CR1,

    /// <summary>Times J / (J - p): metafor's <c>robust()</c>.</summary>
    CR1p,

    /// <summary>Times J (k - 1) / ((J - 1) (k - p)): Stata's.</summary>
    CR1S,

    /// <summary>Bias-reduced linearisation under the working model (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018): the default.</summary>
    CR2,

    /// <summary>Approximately the jackknife over clusters.</summary>
    CR3,
}

/// <summary>Reference distribution of robust tests of single coefficients.</summary>
public enum RobustDegrees
{
    /// <summary>t with Satterthwaite's degrees of freedom, one number a coefficient: the default.</summary>
    Satterthwaite,

    /// <summary>t with J - 1.</summary>
    Clusters,

    /// <summary>t with J - p.</summary>
    ClustersLessCoefficients,

    /// <summary>Normal.</summary>
    Normal,
}

/// <summary>Options of cluster-robust inference.</summary>
/// <param name="Adjustment">Small-sample adjustment.</param>
/// <param name="Degrees">Reference of tests of single coefficients.</param>
/// <param name="Level">Confidence level.</param>
public sealed record RobustOptions(
    RobustAdjustment Adjustment = RobustAdjustment.CR2, RobustDegrees Degrees = RobustDegrees.Satterthwaite, double Level = 0.95);

/// <summary>Cluster-robust tests of a fit's coefficients.</summary>
public sealed record RobustFit
{
    /// <summary>The options in force.</summary>
    public required RobustOptions Options { get; init; }

    /// <summary>Number of clusters J.</summary>
    public required int Clusters { get; init; }

    /// <summary>Coefficients with robust errors; the degrees of freedom are those of <see cref="RobustOptions.Degrees"/>.</summary>
    public required IReadOnlyList<Coefficient> Coefficients { get; init; }

    /// <summary>Robust covariance of the coefficients (p x p).</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Satterthwaite's degrees of freedom of each coefficient (p), whatever the reference in force.</summary>
    public required double[] SatterthwaiteDegrees { get; init; }

    /// <summary>Test of all coefficients but the intercept (Hotelling's T2 with the degrees of freedom of HTZ); null for an intercept alone.</summary>
    public required RobustWald? Moderation { get; init; }
}

/// <summary>A robust test of several linear constraints.</summary>
/// <param name="HotellingF">F of the approximate Hotelling T2 test (HTZ: Tipton and Pustejovsky 2015).</param>
/// <param name="Df1">Number of constraints.</param>
/// <param name="HotellingDf2">Its denominator degrees of freedom; where they are not positive there is no test.</param>
/// <param name="HotellingP">Its p; NaN where there is no test.</param>
/// <param name="NaiveF">Wald statistic over the number of constraints.</param>
/// <param name="NaiveDf2">J - 1.</param>
/// <param name="NaiveP">p of the naive F.</param>
/// <param name="Note">Why there is no Hotelling test, or null.</param>
public sealed record RobustWald(double HotellingF, int Df1, double HotellingDf2, double HotellingP, double NaiveF, double NaiveDf2, double NaiveP, string? Note);
