using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Report.Figures;

/// <summary>A meta-regression as the bubbles and the line of one moderator, the others at their means.</summary>
internal static class PoolBubble
{
    private const int Steps = 60;

    /// <summary>Draws one moderator; null where it takes one value alone.</summary>
    public static Drawing? Of(UnivariateFit fit, PoolLabels labels, int moderator)
    {
        var moderators = fit.Effects.Moderators;
        var (name, values) = moderators[moderator];
        var range = Extent.Of(values);
        if (range.Length <= 0)
            return null;
        double[] means = [.. moderators.Select(column => column.Value.Average())];
        double[] at = [.. Enumerable.Range(0, Steps + 1).Select(i => range.Low + range.Length * i / Steps)];
        var line = Predictions.At(fit, [.. at.Select(x => (IReadOnlyList<double>)[.. means.Select((mean, j) => j == moderator ? x : mean)])]);
        var slope = fit.Coefficients[moderator + (fit.Effects.Intercept ? 1 : 0)];
        return BubblePlot.Draw(new BubbleData($"Bubble plot: {labels.Title}, {name}", name, labels.Effect,
            [.. fit.Effects.Ids.Select((id, i) => new BubblePoint(id, values[i], fit.Effects.Yi[i], fit.Weights[i]))],
            [.. line.Select((mean, i) => new BubbleLine(at[i], mean.Estimate, mean.ConfLow, mean.ConfHigh, mean.Prediction?.Low ?? double.NaN, mean.Prediction?.High ?? double.NaN))])
        {
            Scale = labels.Scale,
            Level = fit.Options.Level,
            Notes = [$"Slope {Numbers.Significant(slope.Estimate, 3)} [{Numbers.Significant(slope.ConfLow, 3)}, {Numbers.Significant(slope.ConfHigh, 3)}], {ForestWords.Test(slope)}"
                + (moderators.Count > 1 ? "; other moderators at their means." : ".")],
        }, $"bubble-{moderator + 1}");
    }
}
