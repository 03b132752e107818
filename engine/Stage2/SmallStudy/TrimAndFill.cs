using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Duval and Tweedie's trim-and-fill.</summary>
/// <remarks>
/// Duval and Tweedie 2000, JASA 95:89 and Biometrics 56:455, as metafor's <c>trimfill</c> has it: the k0 most extreme effects are trimmed and the mean and k0
/// estimated again until k0 stands still; then the trimmed effects are mirrored about that mean. Equal effects are ranked in ordinal order of id.
/// </remarks>
public static class TrimAndFill
{
    private const int MaxIterations = 100;

    /// <summary>Fills the pool of a plain table.</summary>
    /// <param name="effects">Effects and variances (k, at least 2) without moderators.</param>
    /// <param name="options">Options of every pool it fits.</param>
    /// <param name="estimator">Estimator of the number of missing studies.</param>
    /// <param name="side">The side on which studies are missing; null for the side that the slope of effects on standard errors points at.</param>
    /// <returns>The filled pool, or why there is none: what <see cref="RandomEffects.Fit"/> refuses, effects that do not vary, a number that is not settled.</returns>
    /// <exception cref="ArgumentException">The table has moderators.</exception>
    public static PoolOutcome<TrimAndFillFit> Of(EffectTable effects, PoolOptions options, MissingEstimator estimator = MissingEstimator.L0, FunnelSide? side = null)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        if (effects.Moderators.Count > 0)
            throw new ArgumentException($"Found {effects.Moderators.Count} moderators, expected none: trim-and-fill is defined for a plain pool.", nameof(effects));
        var outcome = RandomEffects.Fit(effects, options);
        if (outcome.Fit is not { } observed)
            return PoolOutcome<TrimAndFillFit>.Refused(outcome.Refusal!);
        if (effects.Yi.All(y => y.Equals(effects.Yi[0])))
            return Refused("no_variation", "found effects that are all alike, expected some to rank: there is no funnel to trim");
        if ((side ?? Estimate(effects, options)) is not { } missing)
            return Refused("no_variation", "found two effects, or variances that are all alike, expected at least three with some that differ: the side on which studies are missing cannot be estimated, name it");
        var trimming = new Trimming(effects, options, estimator, missing);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            if (!trimming.Step())
                return Refused("not_converged", $"found no root for the number of missing studies by {estimator}, expected one: use L0 or R0");
            if (trimming.Settled)
                return Fill(observed, options, estimator, missing, side is null, trimming);
        }
        return Refused("not_converged", $"the number of missing studies was not settled in {MaxIterations} rounds of {estimator}: use another estimator");
    }

    private static PoolOutcome<TrimAndFillFit> Fill(
        UnivariateFit observed, PoolOptions options, MissingEstimator estimator, FunnelSide side, bool sideEstimated, Trimming trimming)
    {
        var filled = trimming.Fill();
        var (effects, pool) = (observed.Effects, observed);
        if (filled.Count > 0)
        {
            var outcome = RandomEffects.Fit(new EffectTable([.. effects.Ids, .. filled.Select(f => f.Id)],
                [.. effects.Yi, .. filled.Select(f => f.Yi)], [.. effects.Vi, .. filled.Select(f => f.Vi)]), options);
            if (outcome.Fit is null)
                return PoolOutcome<TrimAndFillFit>.Refused(outcome.Refusal!);
            pool = outcome.Fit;
        }
        return PoolOutcome<TrimAndFillFit>.Of(new TrimAndFillFit
        {
            Observed = observed,
            Pool = pool,
            Filled = filled,
            Estimator = estimator,
            Side = side,
            SideEstimated = sideEstimated,
            MissingStandardError = trimming.StandardError,
            MissingPValue = estimator == MissingEstimator.R0 ? Math.Pow(0.5, filled.Count + 1) : double.NaN,
            Warnings = SmallStudyCaution.For(observed.K, "Trim-and-fill",
                observed.I2 > 50 ? "effects differ between studies (I-squared above 50 %): trim-and-fill then fills asymmetry that heterogeneity made (Peters et al. 2007)" : null),
        });
    }

    /// <summary>Studies are missing where effects would grow less extreme with precision: right where the slope on standard errors is negative.</summary>
    private static FunnelSide? Estimate(EffectTable effects, PoolOptions options) =>
        RandomEffects.Fit(effects with { Moderators = [KeyValuePair.Create("sei", effects.Vi.Select(Math.Sqrt).ToArray())] }, options with { Test = PoolTest.Z }).Fit is { } fit
            ? fit.Coefficients[1].Estimate < 0 ? FunnelSide.Right : FunnelSide.Left
            : null;

    private static PoolOutcome<TrimAndFillFit> Refused(string code, string reason) => PoolOutcome<TrimAndFillFit>.Refused(new PoolRefusal(code, reason));
}
