using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>Outlier and influence diagnostics: what each effect does to the pool, by fitting the pool without it.</summary>
/// <remarks>
/// Viechtbauer and Cheung 2010, Res Synth Methods 1:112; every quantity by the definition of metafor's influence(), the scale factor s2 of a
/// Knapp-Hartung test included. With b, b_i the coefficients with and without effect i, t_i and s_i its tau-squared and scale factor:
/// rstudent = (y_i - x_i b_i) / sqrt(s_i (v_i + t_i) + x_i V_i x_i'); dffits = (x_i b - x_i b_i) / sqrt(s_i h_i (t_i + v_i));
/// cook.d = (b - b_i)' V^-1 (b - b_i); cov.r = |V_i| / |V|; dfbs_j = (b_j - b_ij) / sqrt(s_i [(X'W_iX)^-1]_jj), W_i all weights at t_i.
/// </remarks>
public static class Influence
{
    /// <summary>100 machine epsilons, as metafor has it: a residual below it is rounding.</summary>
    private const double ResidualDust = 100 * 2.220446049250313e-16;

    /// <summary>Computes all diagnostics of a pool or meta-regression.</summary>
    /// <param name="fit">The pool of all effects.</param>
    /// <returns>One row an effect in the order of the fit's table, each with its numbers or the reason why the pool without it has none; refused where
    /// there are too few effects to leave one out.</returns>
    public static PoolOutcome<IReadOnlyList<InfluenceRow>> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var effects = fit.Effects;
        var p = fit.Coefficients.Count;
        if (fit.K - p < 2)
            return PoolOutcome<IReadOnlyList<InfluenceRow>>.Refused(new PoolRefusal("too_few",
                $"found {fit.K} effects for {p} coefficient{(p == 1 ? "" : "s")}, expected at least {p + 2}: the pool without an effect must itself be a pool"));
        var canonical = new CanonicalRows(effects);
        var design = OrthonormalDesign.From(canonical.Columns, fit.K, out _)!;
        var model = new WeightedRegression(canonical.Y, canonical.V, design);
        model.Solve(fit.Tau2);
        var leverages = new double[fit.K];
        for (var i = 0; i < fit.K; i++)
            leverages[i] = model.Leverage(i);
        leverages = canonical.InputOrder(leverages);
        var without = LeaveOneOut.Of(fit);
        var rows = new InfluenceRow[fit.K];
        for (var i = 0; i < fit.K; i++)
            rows[i] = without[i].Outcome.Fit is { } rest
                ? new InfluenceRow(effects.Ids[i], Diagnose(fit, rest, i, leverages[i], model), null)
                : new InfluenceRow(effects.Ids[i], null, without[i].Outcome.Refusal);
        return PoolOutcome<IReadOnlyList<InfluenceRow>>.Of(rows);
    }

    private static InfluenceMeasures Diagnose(UnivariateFit fit, UnivariateFit rest, int i, double leverage, WeightedRegression model)
    {
        var (effects, p) = (fit.Effects, fit.Coefficients.Count);
        var x = ModelRows.Row(effects, i);
        double full = 0, predicted = 0, variance = 0;
        for (var a = 0; a < p; a++)
        {
            full += x[a] * fit.Coefficients[a].Estimate;
            predicted += x[a] * rest.Coefficients[a].Estimate;
            for (var b = 0; b < p; b++)
                variance += x[a] * rest.Covariance[a, b] * x[b];
        }
        var residual = effects.Yi[i] - predicted;
        if (Math.Abs(residual) < ResidualDust)
            residual = 0;
        var spread = effects.Vi[i] + rest.Tau2;
        model.Solve(rest.Tau2);
        var information = model.InverseInformation();
        var change = new double[p];
        var dfbs = new double[p];
        for (var a = 0; a < p; a++)
        {
            change[a] = fit.Coefficients[a].Estimate - rest.Coefficients[a].Estimate;
            dfbs[a] = change[a] / Math.Sqrt(rest.ScaleFactor * information[a, a]);
        }
        int[] all = [.. Enumerable.Range(0, p)];
        var cook = PoolTests.WaldForm(change, fit.Covariance, all);
        var dffits = (full - predicted) / Math.Sqrt(rest.ScaleFactor * leverage * spread);
        return new InfluenceMeasures
        {
            StudentisedResidual = residual / Math.Sqrt(rest.ScaleFactor * spread + variance),
            Dffits = dffits,
            CookDistance = cook,
            CovarianceRatio = Math.Exp(PoolTests.LogDeterminant(rest.Covariance, all) - PoolTests.LogDeterminant(fit.Covariance, all)),
            Tau2Deleted = rest.Tau2,
            QDeleted = rest.Q,
            Hat = leverage,
            Weight = fit.Weights[i],
            Dfbetas = dfbs,
            Influential = Math.Abs(dffits) > 3 * Math.Sqrt((double)p / (fit.K - p))
                || ReferenceDistribution.ChiSquaredUpperTail(cook, p) < 0.5
                || leverage > 3.0 * p / fit.K
                || Array.Exists(dfbs, d => Math.Abs(d) > 1),
        };
    }
}
