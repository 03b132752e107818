using IpdEngine.Stage1.Panels;

namespace IpdEngine.Simulation.Coverage;

/// <summary>A way to make an interval of a lag: the options of the fit.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Options">How the model is fitted.</param>
public sealed record IntervalRule(string Name, PanelOptions Options)
{
    private static readonly PanelOptions s_plain = new() { Sensitivity = false, FitMeasures = false };

    /// <summary>Every rule that the engine offers.</summary>
    public static IReadOnlyList<IntervalRule> All { get; } =
    [
        new("ml", s_plain with { Estimator = "ml" }),
        new("mlr", s_plain),
        new("mlr + small sample", s_plain with { SmallSample = "leverage" }),
    ];
}
