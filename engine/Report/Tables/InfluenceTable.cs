using IpdEngine.TwoStage;

namespace IpdEngine.Report.Tables;

/// <summary>What each study weighs in each pool, and what the pool would be without it.</summary>
internal static class InfluenceTable
{
    /// <summary>One row a study in a pool, its own effect beside the pool without it.</summary>
    public static Table Of(RunResult result, Disclosure disclosure)
    {
        var table = new Table("influence",
            Table.Text("model"), Table.Text("variant"), Table.Text("effect"), Table.Text("moderators"), Table.Text("study"), Table.Number("yi"),
            Table.Number("vi"), Table.Number("weight"), Table.Number("estimate.without"), Table.Number("std.error.without"),
            Table.Number("conf.low.without"), Table.Number("conf.high.without"), Table.Number("p.value.without"), Table.Number("tau2.without"));
        foreach (var pool in result.Pools)
        {
            if (pool.Fit is not { } fit)
                continue;
            var moderators = fit.Coefficients.Count == 1 ? null : string.Join(" + ", fit.Coefficients.Skip(1).Select(c => c.Term));
            var without = pool.LeaveOneOut.ToDictionary(left => left.Study, StringComparer.Ordinal);
            for (var i = 0; i < fit.K; i++)
            {
                var study = fit.Effects.Ids[i];
                if (disclosure.Hides(study))
                    continue;
                without.TryGetValue(study, out var left);
                table.Add(pool.Model, pool.Pool, pool.Effect, moderators, study, fit.Effects.Yi[i], fit.Effects.Vi[i], fit.Weights[i],
                    left?.Estimate ?? double.NaN, left?.StandardError ?? double.NaN, left?.ConfLow ?? double.NaN, left?.ConfHigh ?? double.NaN,
                    left?.PValue ?? double.NaN, left?.Tau2 ?? double.NaN);
            }
        }
        return table;
    }
}
