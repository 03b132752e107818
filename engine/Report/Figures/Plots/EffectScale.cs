namespace IpdEngine.Report.Figures.Plots;

/// <summary>The scale on which effects were pooled, and so how they are shown.</summary>
public enum EffectScale
{
    /// <summary>Shown as they are.</summary>
    Plain,

    /// <summary>Fisher's z, shown as correlations where a plot prints estimates.</summary>
    FisherZ,

    /// <summary>Logarithms of ratios, shown as ratios on a logarithmic axis.</summary>
    LogRatio,
}

/// <summary>Effects as a reader sees them.</summary>
internal static class EffectScales
{
    /// <summary>An effect as it is printed: turned back from the scale of the pool.</summary>
    public static double Printed(this EffectScale scale, double effect) => scale switch
    {
        EffectScale.FisherZ => Math.Tanh(effect),
        EffectScale.LogRatio => Math.Exp(effect),
        _ => effect,
    };

    /// <summary>An effect as it is placed on a forest plot's axis: correlations as such, ratios by their logarithms.</summary>
    public static double Placed(this EffectScale scale, double effect) => scale == EffectScale.FisherZ ? Math.Tanh(effect) : effect;

    /// <summary>What the axis of a plot against precision measures: there effects stand on the scale on which their errors are normal.</summary>
    public static string AxisLabel(this EffectScale scale, string effect) => scale switch
    {
        EffectScale.FisherZ => effect + " (Fisher\u2019s z)",
        EffectScale.LogRatio => effect + " (log scale)",
        _ => effect,
    };
}
