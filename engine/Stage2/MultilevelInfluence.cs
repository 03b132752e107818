namespace IpdEngine.Stage2;

/// <summary>What happens to a multilevel fit where one cluster (or one effect) is left out, variance components estimated anew.</summary>
/// <param name="Cluster">Label of the cluster.</param>
/// <param name="Effects">Number of its effects.</param>
/// <param name="Without">The fit without it: leave-one-out; null where there is none.</param>
/// <param name="Refusal">Why there is no fit without it, or null.</param>
/// <param name="CooksDistance">Cook's distance of all coefficients together.</param>
/// <param name="Dfbetas">Change of each coefficient (p) in standard errors of the whole data under the components without the cluster.</param>
/// <param name="ChiSquare">Deleted residuals of the cluster together, against chi-square with <paramref name="Effects"/> degrees of freedom.</param>
public sealed record ClusterInfluence(
    string Cluster, int Effects, MultilevelFit? Without, PoolRefusal? Refusal, double CooksDistance, double[] Dfbetas, double ChiSquare);

/// <summary>An effect's externally standardised residual, from the fit without its cluster.</summary>
/// <param name="Id">The effect.</param>
/// <param name="Residual">Estimate less prediction.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Standardised">Their ratio (rstudent).</param>
/// <param name="Hat">Leverage in the full fit.</param>
public sealed record EffectInfluence(string Id, double Residual, double StandardError, double Standardised, double Hat);

/// <summary>Influence of clusters and effects, by the definitions of metafor's methods for rma.mv.</summary>
/// <param name="Clusters">One row a cluster, in ordinal order of labels.</param>
/// <param name="Effects">One row an effect, in the order of the fit's effects.</param>
public sealed record MultilevelInfluence(IReadOnlyList<ClusterInfluence> Clusters, IReadOnlyList<EffectInfluence> Effects);
