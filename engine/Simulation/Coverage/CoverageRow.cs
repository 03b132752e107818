namespace IpdEngine.Simulation.Coverage;

/// <summary>How the intervals of one lag do in one cell under one rule.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="Scale"><c>std</c> or <c>unstd</c>.</param>
/// <param name="Lag"><c>aa</c>, <c>sa</c>, <c>ss</c> or <c>as</c>.</param>
/// <param name="Truth">The true value.</param>
/// <param name="Coverage">Share of poolable fits whose 95 % interval holds the truth.</param>
/// <param name="CoverageOfAll">The same over every converged fit, admissible or not: the free maximum-likelihood fit.</param>
/// <param name="Bias">Mean of estimate minus truth over poolable fits.</param>
/// <param name="BiasError">Its Monte Carlo error.</param>
/// <param name="RootMeanSquare">Root mean squared error over poolable fits.</param>
/// <param name="ErrorRatio">Root mean square of the standard errors over the standard deviation of the estimates, poolable fits: below 1 the errors are too small.</param>
/// <param name="Status">Replicates by status name.</param>
public sealed record CoverageRow(
    CoverageCell Cell, string Rule, string Scale, string Lag, double Truth, Rate Coverage, Rate CoverageOfAll, double Bias, double BiasError,
    double RootMeanSquare, double ErrorRatio, IReadOnlyList<KeyValuePair<string, int>> Status);
