using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>How far studies differ beyond sampling, one pool a row.</summary>
internal static class HeterogeneityTable
{
    /// <summary>
    /// Univariate pools with every measure; multivariate pools with one row an outcome (tau2) and one a pair (correlation between studies).
    /// </summary>
    public static Table Of(RunResult result)
    {
        var table = new Table("heterogeneity",
            Table.Text("model"), Table.Text("variant"), Table.Text("effect"), Table.Text("component"), Table.Text("moderators"), Table.Count("k"),
            Table.Number("tau2"), Table.Number("tau2.std.error"), Table.Number("tau2.conf.low"), Table.Number("tau2.conf.high"),
            Table.Number("i2"), Table.Number("h2"), Table.Number("q"), Table.Count("q.df"), Table.Number("q.p.value"), Table.Number("r2"),
            Table.Number("qm"), Table.Number("qm.df1"), Table.Number("qm.df2"), Table.Number("qm.p.value"), Table.Number("correlation"),
            Table.Number("loglik"), Table.Text("estimator"), Table.Text("prediction"), Table.Text("note"));
        foreach (var pool in result.Pools)
            AddUnivariate(table, pool);
        foreach (var pool in result.Multivariate)
            AddMultivariate(table, pool);
        return table;
    }

    private static void AddUnivariate(Table table, PooledEffect pool)
    {
        if (pool.Fit is not { } fit)
            return;
        var moderators = fit.Coefficients.Count == 1 ? null : string.Join(" + ", fit.Coefficients.Skip(1).Select(c => c.Term));
        table.Add(pool.Model, pool.Pool, pool.Effect, "univariate", moderators, fit.K, fit.Tau2, fit.Tau2StandardError, fit.Tau2Interval.Low,
            fit.Tau2Interval.High, fit.I2, fit.H2, fit.Q, fit.QDegreesOfFreedom, fit.QPValue, fit.R2,
            fit.Moderation?.Statistic ?? double.NaN, (double?)fit.Moderation?.Df1 ?? double.NaN, fit.Moderation?.Df2 ?? double.NaN,
            fit.Moderation?.PValue ?? double.NaN, double.NaN, fit.LogLikelihood, fit.Options.Estimator.ToString(), fit.Prediction?.Definition,
            fit.Tau2Interval.Note);
    }

    private static void AddMultivariate(Table table, PooledVector pool)
    {
        if (pool.Fit is not { } fit)
            return;
        var outcomes = fit.Effects.Outcomes;
        for (var i = 0; i < outcomes.Count; i++)
            for (var j = 0; j <= i; j++)
            {
                var scale = Math.Sqrt(fit.Between[i, i] * fit.Between[j, j]);
                AddBetween(table, pool.Model, fit, i == j ? outcomes[i] : outcomes[i] + " " + outcomes[j],
                    i == j ? fit.Between[i, i] : double.NaN, i == j || scale == 0 ? double.NaN : fit.Between[i, j] / scale);
            }
    }

    private static void AddBetween(Table table, string model, Stage2.MultivariateFit fit, string effect, double tau2, double correlation) =>
        table.Add(model, "primary", effect, "multivariate", null, fit.Effects.Ids.Count, tau2, double.NaN, double.NaN, double.NaN, double.NaN,
            double.NaN, fit.Q, fit.QDegreesOfFreedom, fit.QPValue, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, correlation,
            fit.LogLikelihood, fit.Options.Estimator + " " + fit.Options.Structure, null, fit.Reason);
}
