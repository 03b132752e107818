namespace IpdEngine.Simulation.Stress;

/// <summary>Stage 1's status of a study against the second optimiser's finding.</summary>
public enum StressVerdict
{
    /// <summary>Both found the same maximum.</summary>
    Agreed,

    /// <summary>Stage 1 found a maximum that the second optimiser's ten starts missed: ours is higher than theirs, or they reached none.</summary>
    OursAlone,

    /// <summary>Not fitted: too small.</summary>
    Refused,

    /// <summary>Not converged, and truly so: the likelihood rises without end towards a unit root.</summary>
    NoMaximumUnitRoot,

    /// <summary>Not converged, and truly so: the likelihood has no bound, an implied covariance becomes singular.</summary>
    NoMaximumUnbounded,

    /// <summary>Stage 1 reports the highest maximum that either found, but on a path without end the likelihood is higher still.</summary>
    HigherWithoutEnd,

    /// <summary>A fault: the second optimiser found a higher maximum.</summary>
    Beaten,

    /// <summary>A fault: not converged, though there is a maximum.</summary>
    Missed,

    /// <summary>Not converged, the second optimiser reached no maximum either, and neither known reason shows.</summary>
    Unexplained,
}
