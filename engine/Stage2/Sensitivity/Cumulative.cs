using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>The pool as effects are added one by one, in the order of a variable such as the year.</summary>
public static class Cumulative
{
    /// <summary>Fits the first two effects, the first three, ... by the options of a fit.</summary>
    /// <param name="fit">A pool without moderators.</param>
    /// <param name="order">A value an effect (k); effects enter in ascending order of it, ties in ordinal order of id.</param>
    /// <returns>k rows; the first holds one effect, which is no pool, and says so. Refused with moderators (they would be constant at first), or where
    /// a value of the order is not finite.</returns>
    /// <exception cref="ArgumentException">The order has not one value an effect.</exception>
    public static PoolOutcome<IReadOnlyList<CumulativeRow>> Of(UnivariateFit fit, IReadOnlyList<double> order)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(order);
        var effects = fit.Effects;
        if (order.Count != fit.K)
            throw new ArgumentException($"Found {order.Count} values of the order, expected {fit.K}, one an effect.", nameof(order));
        if (effects.Moderators.Count > 0)
            return Refused("moderators", "found moderators, expected a plain pool: a cumulative analysis adds effects to one mean");
        for (var i = 0; i < fit.K; i++)
            if (!double.IsFinite(order[i]))
                return Refused("missing", "found no finite value of the variable that orders the effects, expected one: leave the study out or fill the value in", effects.Ids[i]);
        var entry = Enumerable.Range(0, fit.K).ToArray();
        Array.Sort(entry, (a, b) => order[a].CompareTo(order[b]) is var c && c != 0 ? c : string.CompareOrdinal(effects.Ids[a], effects.Ids[b]));
        var rows = new CumulativeRow[fit.K];
        for (var n = 1; n <= fit.K; n++)
            rows[n - 1] = new CumulativeRow(effects.Ids[entry[n - 1]], n, RandomEffects.Fit(effects.Select(entry[..n]), fit.Options));
        return PoolOutcome<IReadOnlyList<CumulativeRow>>.Of(rows);
    }

    private static PoolOutcome<IReadOnlyList<CumulativeRow>> Refused(string code, string reason, string? where = null) =>
        PoolOutcome<IReadOnlyList<CumulativeRow>>.Refused(new PoolRefusal(code, reason, where));
}

/// <summary>The pool after one more effect.</summary>
/// <param name="Id">The effect that entered.</param>
/// <param name="K">Effects so far.</param>
/// <param name="Outcome">Their pool, or why there is none.</param>
public sealed record CumulativeRow(string Id, int K, PoolOutcome<UnivariateFit> Outcome);
