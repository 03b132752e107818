using IpdEngine.Stage2.Effects;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>Effects as a reader sees them.</summary>
internal static class ShownScale
{
    /// <summary>An effect as it is printed: turned back from the scale of the pool.</summary>
    public static double Printed(this Transformation scale, double effect) => BackTransformation.Apply(scale, effect);

    /// <summary>An effect as it is placed on a forest plot's axis: ratios by their logarithms, the others as they are printed.</summary>
    public static double Placed(this Transformation scale, double effect) => scale == Transformation.Exp ? effect : scale.Printed(effect);

    /// <summary>What the axis of a plot against precision measures: there effects stand on the scale on which their errors are normal.</summary>
    public static string AxisLabel(this Transformation scale, string effect) => scale switch
    {
        Transformation.Tanh => effect + " (Fisher\u2019s z)",
        Transformation.InverseLogit => effect + " (log odds)",
        Transformation.Exp => effect + " (log scale)",
        _ => effect,
    };
}
