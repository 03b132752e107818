namespace IpdEngine.TwoStage;

/// <summary>An effect that may be pooled: where it stands among a study's estimates, and what it is called in the pool.</summary>
/// <param name="Model">Stage 1 model.</param>
/// <param name="Variant">Variant of the model.</param>
/// <param name="Term">Term within the estimate.</param>
/// <param name="Effect">Name in the pool.</param>
/// <param name="LagBound">True where only studies with the common lag may enter.</param>
public sealed record EffectDefinition(string Model, string Variant, string Term, string Effect, bool LagBound)
{
    /// <summary>The four lags of a panel model, predictor first: the order of every vector of lags.</summary>
    public static IReadOnlyList<string> Lags { get; } = ["aa", "sa", "ss", "as"];

    /// <summary>The effects of one model of the plan, in the order in which they are reported.</summary>
    /// <exception cref="ArgumentException">The model is none that the engine knows.</exception>
    public static IReadOnlyList<EffectDefinition> Of(string model) => model switch
    {
        "riclpm" or "clpm" or "lcmsr" => [.. Lags.Select(lag => new EffectDefinition(model, "free", lag, lag, true))],
        "dpm" =>
        [
            new("dpm", "sa", "aa", "aa", true),
            new("dpm", "sa", "sa", "sa", true),
            new("dpm", "as", "ss", "ss", true),
            new("dpm", "as", "as", "as", true),
        ],
        "multilevel" =>
        [
            new("multilevel", "as", "as", "as", true),
            new("multilevel", "sa", "sa", "sa", true),
            new("crosslevel", "as", "x.zA", "as x.zA", true),
            new("crosslevel", "as", "x.zS", "as x.zS", true),
            new("crosslevel", "sa", "x.zA", "sa x.zA", true),
            new("crosslevel", "sa", "x.zS", "sa x.zS", true),
        ],
        "association" => [new(model, "free", "r", "r", false), new(model, "free", "partial.r", "partial r", false)],
        _ => throw new ArgumentException($"found model '{model}', expected one of: {string.Join(", ", Plan.KnownModels)}", nameof(model)),
    };

    /// <summary>True for the models whose four lags are pooled together too, with their sensitivity fits beside them.</summary>
    public static bool IsPanelModel(string model) => model is "riclpm" or "clpm" or "lcmsr";
}
