using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>The pool without each of its effects in turn.</summary>
public static class LeaveOneOut
{
    /// <summary>Fits k pools of k - 1 effects by the options of a fit, moderators kept.</summary>
    /// <param name="fit">The pool of all effects.</param>
    /// <returns>One row an effect, in the order of the fit's table.</returns>
    public static IReadOnlyList<LeaveOneOutRow> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var rows = new LeaveOneOutRow[fit.K];
        for (var i = 0; i < fit.K; i++)
        {
            int[] others = [.. Enumerable.Range(0, i), .. Enumerable.Range(i + 1, fit.K - i - 1)];
            rows[i] = new LeaveOneOutRow(fit.Effects.Ids[i], RandomEffects.Fit(fit.Effects.Select(others), fit.Options));
        }
        return rows;
    }
}

/// <summary>The pool without one effect.</summary>
/// <param name="Id">The effect left out.</param>
/// <param name="Outcome">The pool of the others, or why there is none.</param>
public sealed record LeaveOneOutRow(string Id, PoolOutcome<UnivariateFit> Outcome);
