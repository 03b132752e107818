namespace IpdEngine.Stage2.SmallStudy;

/// <summary>How the number of missing studies is estimated (Duval and Tweedie 2000).</summary>
public enum MissingEstimator
{
    /// <summary>From the sum of ranks, linear (the default).</summary>
    L0,

    /// <summary>From the length of the rightmost run; robust, with a test.</summary>
    R0,

    /// <summary>From the sum of ranks, quadratic.</summary>
    Q0,
}

/// <summary>The side of the funnel on which studies are missing.</summary>
public enum FunnelSide
{
    /// <summary>Below the mean.</summary>
    Left,

    /// <summary>Above the mean.</summary>
    Right,
}

/// <summary>A study that trim-and-fill puts in.</summary>
/// <param name="Id">Its name in the filled table.</param>
/// <param name="MirrorOf">The study it mirrors about the trimmed mean.</param>
/// <param name="Yi">Its effect.</param>
/// <param name="Vi">Its sampling variance, that of the study it mirrors.</param>
public sealed record FilledEffect(string Id, string MirrorOf, double Yi, double Vi);

/// <summary>A pool after trim-and-fill.</summary>
public sealed record TrimAndFillFit
{
    /// <summary>The pool of the observed effects.</summary>
    public required UnivariateFit Observed { get; init; }

    /// <summary>The pool of observed and filled effects; the observed pool itself where none is missing.</summary>
    public required UnivariateFit Pool { get; init; }

    /// <summary>The studies put in, farthest from the mean last.</summary>
    public required IReadOnlyList<FilledEffect> Filled { get; init; }

    /// <summary>The estimator of the number of missing studies.</summary>
    public required MissingEstimator Estimator { get; init; }

    /// <summary>The side on which studies are missing.</summary>
    public required FunnelSide Side { get; init; }

    /// <summary>True where the side was estimated by the slope of Egger's regression.</summary>
    public required bool SideEstimated { get; init; }

    /// <summary>Standard error of the number of missing studies.</summary>
    public required double MissingStandardError { get; init; }

    /// <summary>p of the hypothesis that none is missing on this side; NaN but for R0.</summary>
    public required double MissingPValue { get; init; }

    /// <summary>What a reader must know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Estimated number of missing studies.</summary>
    public int Missing => Filled.Count;
}
