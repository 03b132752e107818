namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>How a linear mixed model is fitted.</summary>
public sealed record LinearMixedOptions
{
    /// <summary>Restricted maximum likelihood; maximum likelihood where false.</summary>
    public bool Reml { get; init; } = true;

    /// <summary>Column of prior weights: a row's residual variance is sigma^2 / weight. Null for none.</summary>
    public string? Weights { get; init; }

    /// <summary>Most elements of the sparse factor; a model that needs more is refused.</summary>
    public long MostElements { get; init; } = 20_000_000;
}
