namespace IpdEngine.Stage2.Univariate;

/// <summary>The pool without each of its effects in turn.</summary>
public static class LeaveOneOut
{
    /// <summary>Fits k pools of k - 1 effects by the options of a fit, moderators kept.</summary>
    /// <param name="fit">The pool of all effects.</param>
    /// <returns>One row an effect, in the order of the fit's table.</returns>
    public static IReadOnlyList<LeaveOneOutRow> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var effects = fit.Effects;
        var rows = new LeaveOneOutRow[fit.K];
        for (var i = 0; i < fit.K; i++)
        {
            var rest = new EffectTable(
                [.. effects.Ids.Where((_, j) => j != i)], Without(effects.Yi, i), Without(effects.Vi, i),
                [.. effects.Moderators.Select(m => KeyValuePair.Create(m.Key, Without(m.Value, i)))]);
            rows[i] = new LeaveOneOutRow(effects.Ids[i], RandomEffects.Fit(rest, fit.Options));
        }
        return rows;
    }

    private static double[] Without(double[] values, int left)
    {
        var rest = new double[values.Length - 1];
        values.AsSpan(0, left).CopyTo(rest);
        values.AsSpan(left + 1).CopyTo(rest.AsSpan(left));
        return rest;
    }
}

/// <summary>The pool without one effect.</summary>
/// <param name="Id">The effect left out.</param>
/// <param name="Outcome">The pool of the others, or why there is none.</param>
public sealed record LeaveOneOutRow(string Id, PoolOutcome<UnivariateFit> Outcome);
