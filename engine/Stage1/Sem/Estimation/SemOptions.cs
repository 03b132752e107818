namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>How a model is estimated.</summary>
public sealed record SemOptions
{
    /// <summary>True for Huber-White errors and the Yuan-Bentler-Mplus scaled test (lavaan's MLR); clusters in the data make them cluster-robust.</summary>
    public bool Robust { get; init; }

    /// <summary>True where rows with missing values take part: errors then come from the observed information, as in lavaan; false gives complete-data ML its expected information.</summary>
    public bool Incomplete { get; init; } = true;

    /// <summary>Starting values by parameter name or label; what is not named starts where lavaan's simple rule puts it.</summary>
    public IReadOnlyDictionary<string, double>? Starts { get; init; }

    /// <summary>True to leave out fit measures (sensitivity fits).</summary>
    public bool WithoutFitMeasures { get; init; }

    /// <summary>The gradient has vanished where g'H^-1 g of -2 log L is at or below this.</summary>
    public double Tolerance { get; init; } = 1e-11;

    /// <summary>True to search from <see cref="Starts"/> alone; false tries two further starts where that one does not converge.</summary>
    public bool SingleStart { get; init; }

    /// <summary>Iterations allowed from each start.</summary>
    public int MaximumIterations { get; init; } = 100;
}
