using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures;

/// <summary>How the plots of a pool are called.</summary>
/// <param name="Title">What was pooled, for titles: <c>Alliance and outcome</c>.</param>
/// <param name="Effect">What effects are, for axes: <c>Correlation</c>.</param>
/// <param name="Scale">The scale on which effects are shown.</param>
public sealed record PoolLabels(string Title, string Effect, Transformation Scale = Transformation.None)
{
    /// <summary>Participants of each effect as text (k), or null.</summary>
    public IReadOnlyList<string>? Counts { get; init; }
}
