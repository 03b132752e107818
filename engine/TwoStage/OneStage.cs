using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Multilevel;
using IpdEngine.Stage2;
using MathNet.Numerics.Distributions;

namespace IpdEngine.TwoStage;

/// <summary>
/// The one-stage model beside the two-stage result: y = study-specific (intercept, lagged outcome, person means, session) + (b + u_study) x + e by REML. It differs from the
/// two stages in one thing alone: one residual variance for all studies instead of one each (Burke, Ensor and Riley 2017, Stat Med 36:855).
/// </summary>
/// <remarks>
/// Cleared of a study's own columns, its data come down to s = x'x, t = x'y / sqrt(s) ~ N(sqrt(s) b, sigma2 + tau2 s) and n - r - 1 independent residuals. With
/// l = tau2 / sigma2 and d = 1 + l s the criterion, sigma2 profiled out, is m log sigma2 + sum log d + log sum(s / d), m = sum(n - r) - 1: the restricted likelihood of
/// lme4's <c>y ~ study / (...) + x + (0 + x | study)</c> up to a constant.
/// </remarks>
public static class OneStage
{
    private const int GridSteps = 200;
    private const int GoldenSteps = 80;
    private const double Golden = 0.6180339887498949;

    /// <summary>Both directions, over the studies that the two-stage pool of the multilevel model holds.</summary>
    /// <param name="studies">The studies.</param>
    /// <param name="pools">The two-stage pools.</param>
    /// <param name="plan">The plan, for its window and level.</param>
    public static IReadOnlyList<OneStageLag> Of(IReadOnlyList<StudyPanel> studies, IReadOnlyList<PooledEffect> pools, Plan plan)
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(pools);
        ArgumentNullException.ThrowIfNull(plan);
        var results = new List<OneStageLag>();
        foreach (var pool in pools.Where(p => p is { Model: "multilevel", Pool: "primary", Effect: "as" or "sa" } && p.Fit?.Coefficients.Count == 1))
        {
            var members = pool.Members.Where(m => m.Included).Select(m => m.Study).ToHashSet(StringComparer.Ordinal);
            var lags = studies.Where(s => members.Contains(s.Facts.Study)).OrderBy(s => s.Facts.Study, StringComparer.Ordinal)
                .SelectMany(s => WithinRegression.Of(s, new SessionWindow(plan.Window.First, plan.Window.Last))).Where(l => l.Direction == pool.Effect).ToList();
            if (lags.Count > 1)
                results.Add(Fit(pool.Effect, lags, plan.Pool.Level));
        }
        return results;
    }

    /// <summary>Fits one direction.</summary>
    internal static OneStageLag Fit(string effect, IReadOnlyList<WithinLag> lags, double level)
    {
        // Beyond 1e4 over the mean s the studies' weights are equal to four digits and the criterion only rises.
        var top = 1e4 / lags.Average(l => l.Sxx);
        var grid = Enumerable.Range(0, GridSteps + 1).Select(i => i == 0 ? 0 : top * Math.Pow(10, 8.0 * (i - GridSteps) / GridSteps)).ToArray();
        var best = 0;
        for (var i = 1; i < grid.Length; i++)
            if (At(lags, grid[i]).Deviance < At(lags, grid[best]).Deviance)
                best = i;
        var (low, high) = (grid[Math.Max(0, best - 1)], grid[Math.Min(GridSteps, best + 1)]);
        for (var step = 0; step < GoldenSteps; step++)
        {
            var (a, b) = (high - Golden * (high - low), low + Golden * (high - low));
            if (At(lags, a).Deviance <= At(lags, b).Deviance)
                high = b;
            else
                low = a;
        }
        var ratio = (low + high) / 2;
        if (At(lags, 0).Deviance <= At(lags, ratio).Deviance)
            ratio = 0;
        var (deviance, estimate, sigma2, information) = At(lags, ratio);
        var (error, df) = (Math.Sqrt(sigma2 / information), lags.Count - 1.0);
        var half = StudentT.InvCDF(0, 1, df, 0.5 + level / 2) * error;
        var p = 2 * StudentT.CDF(0, 1, df, -Math.Abs(estimate / error));
        return new OneStageLag(effect, lags.Count, lags.Sum(l => l.Rows), new Coefficient(effect, estimate, error, estimate / error, df, p, estimate - half, estimate + half),
            ratio * sigma2, sigma2, deviance);
    }

    private static (double Deviance, double Estimate, double Sigma2, double Information) At(IReadOnlyList<WithinLag> lags, double ratio)
    {
        var (m, information, product, logs) = (-1.0, 0.0, 0.0, 0.0);
        foreach (var lag in lags)
        {
            var d = 1 + ratio * lag.Sxx;
            m += lag.Rows - lag.Covariates;
            (information, product, logs) = (information + lag.Sxx / d, product + lag.Sxy / d, logs + Math.Log(d));
        }
        var (estimate, squares) = (product / information, 0.0);
        foreach (var lag in lags)
        {
            var slope = lag.Sxy / lag.Sxx;
            squares += lag.Syy - lag.Sxy * slope + lag.Sxx * (slope - estimate) * (slope - estimate) / (1 + ratio * lag.Sxx);
        }
        var sigma2 = squares / m;
        return (m * Math.Log(sigma2) + logs + Math.Log(information), estimate, sigma2, information);
    }
}
