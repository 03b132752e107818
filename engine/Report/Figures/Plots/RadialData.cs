using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>What a radial (Galbraith) plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="EffectLabel">What effects are.</param>
/// <param name="Points">The studies.</param>
/// <param name="Mean">The pooled estimate on the scale of the pool.</param>
/// <param name="Tau2">Between-study variance in the weights, at least 0; 0 for equal effects.</param>
public sealed record RadialData(string Title, string EffectLabel, IReadOnlyList<FunnelPoint> Points, double Mean, double Tau2)
{
    /// <summary>The scale of the effects.</summary>
    public Transformation Scale { get; init; }

    /// <summary>Level of the band around the pooled line.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Remarks below the plot.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
