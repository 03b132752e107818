namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>How an attempt to fit a linear mixed model ended.</summary>
public sealed record LinearMixedResult
{
    internal LinearMixedResult(FitStatus status, LinearMixedFit? fit, FittedModel? model = null) => (Status, Fit, Model) = (status, fit, model);

    /// <summary>The status with its reason.</summary>
    public FitStatus Status { get; }

    /// <summary>The fit; null where there is none.</summary>
    public LinearMixedFit? Fit { get; }

    /// <summary>Rows of the table left out because a variable is missing there, by index.</summary>
    public IReadOnlyList<int> MissingRows { get; init; } = [];

    /// <summary>Fixed columns left out because they depend on those before them.</summary>
    public IReadOnlyList<string> DroppedColumns { get; init; } = [];

    /// <summary>What further inference needs.</summary>
    internal FittedModel? Model { get; }
}
