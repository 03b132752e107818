namespace IpdEngine.Stage2;

/// <summary>What a component of the random part is, by metafor's names.</summary>
public enum ComponentKind
{
    /// <summary>Variance of a term <c>~ 1 | factor</c>.</summary>
    Sigma2,

    /// <summary>Variance of an inner level (of all of them under CS, AR and ID).</summary>
    Tau2,

    /// <summary>Correlation of two inner levels (of all neighbours under AR, of all pairs under CS and HCS).</summary>
    Rho,
}

/// <summary>One variance or correlation of the random part.</summary>
/// <param name="Term">Index of its random term.</param>
/// <param name="Kind">Variance or correlation.</param>
/// <param name="Name">Its name: the term's, with the inner levels where there are several.</param>
/// <param name="Estimate">The estimate; NaN for a correlation with a variance at zero.</param>
/// <param name="First">Inner level it speaks of; -1 where it speaks of all.</param>
/// <param name="Second">The other inner level of a correlation; -1 where it speaks of all.</param>
/// <param name="Fixed">True where it was not estimated: a factor with one level leaves its variance at zero.</param>
/// <param name="Levels">Number of levels of the grouping factor.</param>
public sealed record VarianceComponent(int Term, ComponentKind Kind, string Name, double Estimate, int First, int Second, bool Fixed, int Levels);
