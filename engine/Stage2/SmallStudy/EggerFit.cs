namespace IpdEngine.Stage2.SmallStudy;

/// <summary>A regression test for funnel plot asymmetry.</summary>
public sealed record EggerFit
{
    /// <summary>Which test it is.</summary>
    public required EggerOptions Options { get; init; }

    /// <summary>The regression it rests on, the predictor as its last coefficient.</summary>
    public required UnivariateFit Regression { get; init; }

    /// <summary>The predictor's coefficient: its test is the test for asymmetry.</summary>
    public Coefficient Slope => Regression.Coefficients[^1];

    /// <summary>
    /// The effect in a study of boundless precision, with its interval; null where the predictor does not vanish there (sample size and its root) or
    /// moderators stand beside it.
    /// </summary>
    public Coefficient? Limit { get; init; }

    /// <summary>What a reader must know, such as too few studies.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
