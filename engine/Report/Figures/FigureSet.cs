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
    }

    private static string ForestName(PooledEffect pool) =>
        $"forest-{pool.Model}-{pool.Effect.Replace(' ', '-')}" + (pool.Pool == "primary" ? "" : "-" + pool.Pool);
}
