using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>The plots of a multilevel pool: forest, and the profiles of its variance components where they were asked for.</summary>
internal static class MultilevelFigures
{
    public static void Write(MultilevelAnswer answer, DirectoryInfo folder) => PoolFigures.Write(All(answer), folder);

    private static IEnumerable<(string, Drawing)> All(MultilevelAnswer answer)
    {
        var (fit, rows) = (answer.Fit, answer.Rows);
        yield return ("forest", ForestPlot.Draw(new ForestTable($"Forest plot: {fit.K} effects", EffectWords.Of(rows.Measure), Groups(answer), Summary(answer))
        {
            Scale = rows.Shown,
        }));
        if (answer.Profiles is { Count: > 0 } profiles)
            yield return ("profile", ProfilePlot.Draw(new ProfileData("Profiles of the variance components", [.. profiles.Where(p => p.Points.Count > 1).Select(p =>
                new ProfileCurve(p.Component.Name, [.. p.Points.Select(x => x.Value)], [.. p.Points.Select(x => x.LogLikelihood)], p.Component.Estimate, p.Low, p.High))])
            {
                Level = fit.Options.Level,
                Restricted = fit.Options.Estimator == TauEstimator.REML,
            }));
    }

    // Effects stand under the group of the first random term that they share.
    private static List<ForestGroup> Groups(MultilevelAnswer answer)
    {
        var (fit, effects) = (answer.Fit, answer.Fit.Effects);
        var critical = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 0.5 + fit.Options.Level / 2);
        var groups = Enumerable.Range(0, fit.K).GroupBy(i => effects.Random.Count > 0 ? effects.Random[0].Outer[i] : "").ToList();
        return [.. groups.Select(group => new ForestGroup(groups.Count > 1 && groups.Count < fit.K ? group.Key : null, [.. group.Select(Row)]))];

        ForestRow Row(int i)
        {
            var half = critical * Math.Sqrt(effects.V[i, i]);
            return new ForestRow(effects.Ids[i], effects.Yi[i], effects.Yi[i] - half, effects.Yi[i] + half);
        }
    }

    private static ForestSummary? Summary(MultilevelAnswer answer)
    {
        if (answer.Fit.Coefficients.Count > 1)
            return null;
        var (c, label) = answer.Robust?.Fit is { } robust ? (robust.Coefficients[0], $"{answer.Fit.Options.Estimator}, {robust.Options.Adjustment}") : (answer.Fit.Coefficients[0], answer.Fit.Options.Estimator.ToString());
        return new ForestSummary(label, c.Estimate, c.ConfLow, c.ConfHigh);
    }
}
