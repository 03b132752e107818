namespace IpdEngine.Stage1.Panels;

/// <summary>What the lags of a panel model share over time.</summary>
internal enum LagPattern
{
    /// <summary>The unstandardised lags are equal at every wave.</summary>
    Equal,

    /// <summary>Each wave has lags of its own.</summary>
    Free,

    /// <summary>The standardised lags are equal at every wave: within parts of variance 1, their residual variances following from the lags.</summary>
    StandardisedEqual,
}
