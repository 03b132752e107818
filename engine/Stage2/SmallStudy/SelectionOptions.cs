namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Which p-values selection is thought to look at.</summary>
public enum SelectionAlternative
{
    /// <summary>One-sided: large positive effects have small p.</summary>
    Greater,

    /// <summary>One-sided: large negative effects have small p.</summary>
    Less,

    /// <summary>Two-sided.</summary>
    TwoSided,
}

/// <summary>A step-function selection model.</summary>
/// <param name="Steps">Upper ends of the intervals of p, between 0 and 1, in any order; the last interval ends at 1. Null for one step at .025.</param>
/// <param name="Alternative">Which p-values.</param>
/// <param name="Level">Confidence level.</param>
public sealed record SelectionOptions(
    IReadOnlyList<double>? Steps = null, SelectionAlternative Alternative = SelectionAlternative.Greater, double Level = 0.95);
