namespace IpdEngine.Numerics.Minimisation;

/// <summary>The end of a minimisation. The best point found is kept whatever the reason of stopping.</summary>
/// <param name="Point">Best point.</param>
/// <param name="Value">Objective there.</param>
/// <param name="Gradient">Gradient there; empty where the start was undefined.</param>
/// <param name="Reason">Why it stopped.</param>
/// <param name="Iterations">Accepted and refused steps together.</param>
/// <param name="Evaluations">Evaluations of the objective.</param>
/// <param name="Decrement">
/// g'H^-1 g at the end: twice the drop that a quadratic model still promises. For an objective of -2 log L its root is the distance
/// from the optimum in standard errors (times the root of two). NaN where no curvature was formed.
/// </param>
public sealed record Minimum(double[] Point, double Value, double[] Gradient, StopReason Reason, int Iterations, int Evaluations, double Decrement)
{
    /// <summary>Each point that was accepted, the start first; empty where the minimiser keeps none.</summary>
    public IReadOnlyList<MinimisationStep> History { get; init; } = [];

    /// <summary>True where the gradient vanished.</summary>
    public bool Converged => Reason == StopReason.GradientVanished;

    /// <summary>The reason as a sentence's end, such as <c>the gradient vanished after 9 iterations</c>.</summary>
    public string Story => Reason switch
    {
        StopReason.GradientVanished => $"the gradient vanished after {Iterations} iterations",
        StopReason.NoDescent => $"no step lowered the objective any more after {Iterations} iterations, with the gradient not yet zero",
        StopReason.IterationLimit => $"the limit of {Iterations} iterations was reached",
        StopReason.StartUndefined => "the objective is not finite at the starting values",
        _ => $"the objective fell without bound after {Iterations} iterations",
    };
}
