using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Moderators;

/// <summary>Variance inflation factors of a meta-regression, generalised for sets of coefficients such as a factor's.</summary>
/// <remarks>Fox and Monette 1992, JASA 87:178: GVIF = |R_11| |R_22| / |R| of the correlations of the coefficients without the intercept; as metafor's vif().</remarks>
public static class VarianceInflation
{
    /// <summary>The factor of each coefficient but the intercept.</summary>
    /// <param name="fit">A meta-regression.</param>
    /// <returns>One a moderator; refused for a plain pool.</returns>
    public static PoolOutcome<IReadOnlyList<InflationFactor>> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return Of(fit, [.. fit.Effects.Moderators.Select(m => (IReadOnlyList<string>)[m.Key])]);
    }

    /// <summary>The generalised factor of each set of coefficients.</summary>
    /// <param name="fit">A meta-regression.</param>
    /// <param name="sets">Names of coefficients, the intercept not among them.</param>
    /// <exception cref="ArgumentException">A name is unknown, stands twice in a set, or is the intercept.</exception>
    public static PoolOutcome<IReadOnlyList<InflationFactor>> Of(UnivariateFit fit, IReadOnlyList<IReadOnlyList<string>> sets)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(sets);
        if (fit.Effects.Moderators.Count == 0)
            return PoolOutcome<IReadOnlyList<InflationFactor>>.Refused(new PoolRefusal("moderators", "found a plain pool, expected moderators: one mean has nothing to be collinear with"));
        var (first, p) = (fit.Effects.Intercept ? 1 : 0, fit.Coefficients.Count);
        int[] all = [.. Enumerable.Range(first, p - first)];
        var whole = PoolTests.LogDeterminant(fit.Covariance, all);
        var factors = new InflationFactor[sets.Count];
        for (var s = 0; s < factors.Length; s++)
        {
            var places = CoefficientTests.Places(fit, sets[s]);
            if (fit.Effects.Intercept && places.Contains(0))
                throw new ArgumentException("Found the intercept in a set, expected moderators only: inflation is against the other moderators.", nameof(sets));
            int[] others = [.. all.Except(places)];
            var gvif = Math.Exp(PoolTests.LogDeterminant(fit.Covariance, places) + PoolTests.LogDeterminant(fit.Covariance, others) - whole);
            factors[s] = new InflationFactor(sets[s], gvif, Math.Pow(gvif, 0.5 / places.Length));
        }
        return PoolOutcome<IReadOnlyList<InflationFactor>>.Of(factors);
    }
}

/// <summary>How much the variance of a set of coefficients is inflated by the others.</summary>
/// <param name="Terms">The coefficients.</param>
/// <param name="Value">(Generalised) variance inflation factor, 1 where they are orthogonal to the others.</param>
/// <param name="StandardErrorInflation">Value^(1 / (2 m)): comparable between sets of unlike size; for one coefficient the inflation of its standard error.</param>
public sealed record InflationFactor(IReadOnlyList<string> Terms, double Value, double StandardErrorInflation);
