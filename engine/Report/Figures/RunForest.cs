using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;

namespace IpdEngine.Report.Figures;

/// <summary>The forest plot of a run's pool: a square a study, the pooled diamond, the prediction interval with its definition, and which studies are not in it and why.</summary>
internal static class RunForest
{
    /// <summary>Draws a pool.</summary>
    /// <param name="data">The pool and its studies.</param>
    /// <param name="layout">How wide it may be.</param>
    /// <param name="id">Identifier of the drawing in its page.</param>
    public static Drawing Of(ForestData data, ForestLayout layout, string id)
    {
        var fit = data.Pool.Fit!;
        var rows = data.Rows.Select(row => new ForestRow(row.Study, row.Estimate, row.Low, row.High, row.Weight, row.Participants, ForestWords.Marks(row)));
        var summary = new ForestSummary(layout.HasAllColumns ? $"Pooled effect (k = {fit.K})" : $"Pooled, k = {fit.K}", data.Estimate, data.Low, data.High, "100 %")
        {
            PredictionLow = data.PredictionLow,
            PredictionHigh = data.PredictionHigh,
        };
        var table = new ForestTable($"Forest plot: {Names.Effect(data.Pool.Effect)} ({Names.ShortModel(data.Pool.Model)})", ForestWords.AxisLabel(data), [new ForestGroup(null, [.. rows])], summary)
        {
            EstimateHeading = $"{(data.IsCorrelation ? "r" : "b")} [{PoolWords.Percent(fit.Options.Level)} % CI]",
            Decimals = data.Decimals,
            Description = ForestWords.Description(data),
            Notes = [.. ForestWords.Notes(data)],
        };
        return ForestPlot.Draw(table, layout, id);
    }
}
