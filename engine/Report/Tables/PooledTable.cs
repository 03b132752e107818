using IpdEngine.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>Every pooled coefficient, one a row, in broom's names.</summary>
internal static class PooledTable
{
    /// <summary>
    /// Component <c>univariate</c> or <c>multivariate</c>; <c>correlation</c> holds a pooled Fisher z turned back to a correlation.
    /// A pool that could not be made has one row with its reason.
    /// </summary>
    public static Table Of(RunResult result)
    {
        var table = new Table("pooled",
            Table.Text("model"), Table.Text("variant"), Table.Text("effect"), Table.Text("component"), Table.Text("term"), Table.Count("k"),
            Table.Number("estimate"), Table.Number("std.error"), Table.Number("statistic"), Table.Number("df"), Table.Number("p.value"),
            Table.Number("conf.low"), Table.Number("conf.high"), Table.Number("pred.low"), Table.Number("pred.high"), Table.Text("status"),
            Table.Text("reason"));
        foreach (var pool in result.Pools)
            AddUnivariate(table, pool);
        foreach (var pool in result.Multivariate)
            AddMultivariate(table, pool);
        return table;
    }

    private static void AddUnivariate(Table table, PooledEffect pool)
    {
        if (pool.Fit is not { } fit)
        {
            AddRefusal(table, pool.Model, pool.Pool, pool.Effect, "univariate", pool.Refusal);
            return;
        }
        foreach (var coefficient in fit.Coefficients)
            AddCoefficient(table, pool.Model, pool.Pool, pool.Effect, "univariate", fit.K, coefficient, fit.Prediction, fit.Converged, fit.Reason);
        if (Names.IsFisherZ(pool.Model) && fit.Coefficients.Count == 1)
        {
            var z = fit.Coefficients[0];
            table.Add(pool.Model, pool.Pool, pool.Effect, "correlation", z.Term, fit.K, Math.Tanh(z.Estimate), double.NaN, double.NaN, double.NaN,
                z.PValue, Math.Tanh(z.ConfLow), Math.Tanh(z.ConfHigh), Math.Tanh(fit.Prediction?.Low ?? double.NaN),
                Math.Tanh(fit.Prediction?.High ?? double.NaN), Status(fit.Converged), fit.Converged ? null : fit.Reason);
        }
    }

    private static void AddMultivariate(Table table, PooledVector pool)
    {
        if (pool.Fit is not { } fit)
        {
            AddRefusal(table, pool.Model, "primary", string.Join(' ', Names.Lags), "multivariate", pool.Refusal);
            return;
        }
        foreach (var coefficient in fit.Coefficients)
            AddCoefficient(table, pool.Model, "primary", coefficient.Term, "multivariate", fit.Effects.Ids.Count, coefficient, null, fit.Converged,
                fit.Reason);
    }

    private static void AddCoefficient(
        Table table, string model, string pool, string effect, string component, int k, Coefficient c, PredictionInterval? prediction,
        bool converged, string reason) =>
        table.Add(model, pool, effect, component, c.Term, k, c.Estimate, c.StandardError, c.Statistic, c.DegreesOfFreedom, c.PValue, c.ConfLow,
            c.ConfHigh, prediction?.Low ?? double.NaN, prediction?.High ?? double.NaN, Status(converged), converged ? null : reason);

    private static void AddRefusal(Table table, string model, string pool, string effect, string component, string? reason) =>
        table.Add(model, pool, effect, component, null, null, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN,
            double.NaN, double.NaN, "not_pooled", reason);

    private static string Status(bool converged) => converged ? "ok" : "not_converged";
}
