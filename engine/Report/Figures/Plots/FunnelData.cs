using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>A study in a funnel or radial plot.</summary>
/// <param name="Study">Its name.</param>
/// <param name="Effect">Its effect on the scale of the pool.</param>
/// <param name="StandardError">Its standard error, above 0.</param>
/// <param name="Filled">True where trim-and-fill put it in.</param>
public sealed record FunnelPoint(string Study, double Effect, double StandardError, bool Filled = false);

/// <summary>Egger's line: effect = limit + slope x predictor.</summary>
/// <param name="Limit">Effect at a standard error of zero.</param>
/// <param name="Slope">Slope.</param>
/// <param name="OnVariance">True where the predictor is the sampling variance (PEESE), false for the standard error.</param>
/// <param name="Label">How the legend names it.</param>
public sealed record FunnelLine(double Limit, double Slope, bool OnVariance = false, string Label = "Egger\u2019s regression");

/// <summary>What a funnel plot shows.</summary>
/// <param name="Title">Its title.</param>
/// <param name="EffectLabel">What effects are.</param>
/// <param name="Points">The studies.</param>
public sealed record FunnelData(string Title, string EffectLabel, IReadOnlyList<FunnelPoint> Points)
{
    /// <summary>The scale of the effects.</summary>
    public Transformation Scale { get; init; }

    /// <summary>The value of no effect, where contours are centred.</summary>
    public double Reference { get; init; }

    /// <summary>Confidence levels of the contours, rising; empty for a plain funnel.</summary>
    public IReadOnlyList<double> Contours { get; init; } = [0.90, 0.95, 0.99];

    /// <summary>The pooled estimate, centre of the pseudo confidence region; null for none.</summary>
    public double? Mean { get; init; }

    /// <summary>Level of the pseudo confidence region.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Regression lines.</summary>
    public IReadOnlyList<FunnelLine> Lines { get; init; } = [];

    /// <summary>Remarks below the plot, such as the test of asymmetry and its warnings.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
