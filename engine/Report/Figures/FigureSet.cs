using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Figures;

/// <summary>The drawings of a run as files.</summary>
internal static class FigureSet
{
    /// <summary>File names without folder, each with its drawing, in order of the pools.</summary>
    public static IEnumerable<(string Name, Drawing Drawing)> Of(RunResult result, Disclosure disclosure)
    {
        var pools = Names.Lags.ToDictionary(lag => lag, lag => ForestData.Of(result, disclosure, result.Plan.Primary, lag)?.Pool.Fit);
        yield return ("path.svg", PathDiagram.Of(pools, PathLayout.Wide, "path"));
        yield return ("flow.svg", FlowFigure.Of(result, disclosure, 680, "flow"));
        foreach (var data in ForestData.All(result, disclosure))
        {
            var name = ForestName(data.Pool);
            yield return (name + ".svg", RunForest.Of(data, ForestLayout.Wide, name));
        }
        foreach (var figure in Sensitivity(result, disclosure))
            yield return figure;
    }

    /// <summary>Funnel, influence and Baujat plots of the primary lags; none of a pool with a study that may not be shown.</summary>
    private static IEnumerable<(string Name, Drawing Drawing)> Sensitivity(RunResult result, Disclosure disclosure)
    {
        foreach (var lag in Names.Lags)
        {
            if (ForestData.Of(result, disclosure, result.Plan.Primary, lag) is not { } data || data.Rows.Any(row => double.IsNaN(row.Estimate)))
                continue;
            var (fit, labels) = (data.Pool.Fit!, new PoolLabels($"{Names.Effect(lag)} ({Names.ShortModel(data.Pool.Model)})", ForestWords.AxisLabel(data)));
            var plots = new[] { ("funnel", PoolFigures.Funnel(fit, labels)), ("influence", PoolFigures.InfluenceOf(fit, labels)), ("baujat", PoolFigures.BaujatOf(fit, labels)) };
            foreach (var (name, drawing) in plots)
                if (drawing is not null)
                    yield return ($"{name}-{data.Pool.Model}-{lag}.svg", drawing);
        }
    }

    private static string ForestName(PooledEffect pool) =>
        $"forest-{pool.Model}-{pool.Effect.Replace(' ', '-')}" + (pool.Pool == "primary" ? "" : "-" + pool.Pool);
}
