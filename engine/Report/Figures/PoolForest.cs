using IpdEngine.Report.Figures.Plots;
using IpdEngine.Report.Tables;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;

namespace IpdEngine.Report.Figures;

/// <summary>A pool as the table that a forest plot draws.</summary>
internal static class PoolForest
{
    /// <summary>The studies with Wald intervals at the level of the fit.</summary>
    public static IReadOnlyList<ForestRow> Rows(UnivariateFit fit, PoolLabels labels) => [.. Enumerable.Range(0, fit.K).Select(i => Row(fit, labels, i))];

    /// <summary>The pooled estimate with its prediction interval.</summary>
    public static ForestSummary Overall(UnivariateFit fit)
    {
        var pooled = fit.Coefficients[0];
        return new ForestSummary($"Pooled (k = {fit.K})", pooled.Estimate, pooled.ConfLow, pooled.ConfHigh, "100 %")
        {
            PredictionLow = fit.Prediction?.Low ?? double.NaN,
            PredictionHigh = fit.Prediction?.High ?? double.NaN,
        };
    }

    /// <summary>A table of groups, with the pooled estimate where there are no moderators.</summary>
    public static ForestTable Table(UnivariateFit fit, PoolLabels labels, IReadOnlyList<ForestGroup> groups)
    {
        var isPlain = fit.Effects.Moderators.Count == 0;
        var notes = new List<string> { (isPlain ? $"Pooled: {ForestWords.Test(fit.Coefficients[0])}. " : "") + ForestWords.Heterogeneity(fit) };
        if (isPlain && fit.Prediction is { } prediction)
            notes.Add($"Prediction interval ({PoolWords.Percent(fit.Options.Level)} %): {Numbers.Formula(prediction.Definition)}{(labels.Scale == Transformation.None ? "." : "; made on the scale of the analysis and turned back.")}");
        return new ForestTable($"Forest plot: {labels.Title}", labels.Effect, groups, isPlain ? Overall(fit) : null)
        {
            Scale = labels.Scale,
            // A proportion of one half is no absence of an effect.
            Reference = labels.Scale == Transformation.InverseLogit ? double.NaN : 0,
            EstimateHeading = $"Estimate [{PoolWords.Percent(fit.Options.Level)} % CI]",
            Decimals = Decimals(fit, labels.Scale),
            Notes = notes,
        };
    }

    /// <summary>The same with subgroups, each with its summary where it has one, and the test of their difference.</summary>
    public static ForestTable Grouped(UnivariateFit fit, SubgroupAnalysis analysis, PoolLabels labels)
    {
        var groups = analysis.Groups.Select(group => new ForestGroup(group.Level, [.. group.Rows.Select(i => Row(fit, labels, i))], group.Mean is not { } mean ? null
            : new ForestSummary($"{group.Level} (k = {group.Rows.Count})", mean.Estimate, mean.ConfLow, mean.ConfHigh, Numbers.Fixed(group.Rows.Sum(i => fit.Weights[i]), 1) + " %")
            {
                PredictionLow = group.Prediction?.Low ?? double.NaN,
                PredictionHigh = group.Prediction?.High ?? double.NaN,
                Remark = group.Fit is { } own ? $"\u03C4\u00B2 {Numbers.VarianceEquals(own.Tau2)}, I\u00B2 = {Numbers.Fixed(own.I2, 1)}\u00A0%" : null,
            }));
        var table = Table(fit, labels, [.. groups]);
        return table with { Notes = [.. table.Notes, Difference(analysis), .. analysis.Groups.Where(group => group.Refusal is not null).Select(group => $"{group.Level}: {group.Refusal!.Reason}.")] };
    }

    /// <summary>An estimate with its interval on the scale of the labels.</summary>
    public static string Text(Coefficient coefficient, PoolLabels labels)
    {
        var shown = BackTransformation.Of(coefficient, labels.Scale);
        return $"{Numbers.Fixed(shown.Estimate, 2)} {Numbers.Interval(shown.ConfLow, shown.ConfHigh, 2)}";
    }

    private static ForestRow Row(UnivariateFit fit, PoolLabels labels, int i)
    {
        var test = Reference.Of(fit.Effects.Yi[i], Math.Sqrt(fit.Effects.Vi[i]), double.PositiveInfinity, fit.Options.Level);
        return new ForestRow(fit.Effects.Ids[i], fit.Effects.Yi[i], test.ConfLow, test.ConfHigh, fit.Weights[i], labels.Counts?[i]);
    }

    private static string Difference(SubgroupAnalysis analysis) => analysis.Difference is not { } test ? $"Subgroups: {analysis.TestDefinition}."
        : $"Test of subgroup differences: {(double.IsInfinity(test.Df2) ? $"Q({test.Df1})" : $"F({test.Df1}, {Numbers.Significant(test.Df2, 4)})")} = {Numbers.Fixed(test.Statistic, 2)}, {Numbers.PEquals(test.PValue)} ({analysis.TestDefinition}).";

    // Three decimals where two would round a limit of the pooled interval onto no effect.
    private static int Decimals(UnivariateFit fit, Transformation scale)
    {
        var zero = BackTransformation.Apply(scale, 0);
        return fit.Coefficients.Take(1).Any(c => Math.Min(Math.Abs(BackTransformation.Apply(scale, c.ConfLow) - zero), Math.Abs(BackTransformation.Apply(scale, c.ConfHigh) - zero)) < 0.005) ? 3 : 2;
    }
}
