using IpdEngine.Report.Markup;
using IpdEngine.Stage2;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>Every pool of the run in one table, by broom's names.</summary>
internal static class PooledSection
{
    /// <summary>The table of pooled effects and the between-study matrix.</summary>
    public static Node Of(ReportSource source)
    {
        var section = Piece.Section("pooled", "Pooled effects", Univariate(source), Piece.Heading("Heterogeneity"), Heterogeneity(source));
        foreach (var pool in source.Result.Multivariate)
            section.Add(Piece.Heading($"The lags pooled together ({Names.ShortModel(pool.Model)})"),
                pool.Fit is { } fit ? Together(fit, pool.Model) : Piece.Paragraph(pool.Refusal ?? "Not pooled."));
        return section;
    }

    private static Node Univariate(ReportSource source)
    {
        var grid = new Grid(
            $"Univariate random-effects pools, columns named as in pooled.csv; the correlations stand on Fisher\u2019s z scale. Intervals at {source.Level} %.",
            "~term", "#k", "#estimate", "#std.error", "#statistic", "#df", "#p.value", "#conf.low", "#conf.high");
        foreach (var group in Plain(source))
        {
            grid.Group(Sentence(Names.Model(group.Key)));
            foreach (var pool in group)
            {
                var name = Names.Effect(pool.Effect);
                if (pool.Fit is { } fit)
                    grid.Row([name, Numbers.Count(fit.K), .. Cells(fit.Coefficients[0])]);
                else
                    grid.Row(name + ": " + (pool.Refusal ?? "not pooled"), "0", "\u2013", "\u2013", "\u2013", "\u2013", "\u2013", "\u2013", "\u2013");
            }
        }
        return grid.ToNode();
    }

    private static Tag Heterogeneity(ReportSource source)
    {
        var grid = new Grid("How far studies differ beyond sampling; heterogeneity.csv has every pool.",
            "~term", "#tau2", "#95 % interval of tau2".Replace("95", source.Level, StringComparison.Ordinal), "#i2 %", "#h2", "#q (df)", "#p of q", "#prediction interval");
        foreach (var group in Plain(source))
        {
            grid.Group(Sentence(Names.Model(group.Key)));
            foreach (var (effect, fit) in group.Where(pool => pool.Fit is not null).Select(pool => (pool.Effect, pool.Fit!)))
                grid.Row(Names.Effect(effect), Numbers.Variance(fit.Tau2), $"[{Numbers.Variance(fit.Tau2Interval.Low)}, {Numbers.Variance(fit.Tau2Interval.High)}]",
                    Piece.Number(fit.I2, 1), Piece.Number(fit.H2, 2), $"{Numbers.Fixed(fit.Q, 2)} ({fit.QDegreesOfFreedom})", Piece.P(fit.QPValue),
                    fit.Prediction is { } prediction ? Numbers.Interval(prediction.Low, prediction.High, 3) : "\u2013");
        }
        var definitions = source.Result.Pools.Select(pool => pool.Fit?.Prediction?.Definition).OfType<string>().Distinct(StringComparer.Ordinal);
        return new Tag("div", grid.ToNode(), Piece.Note("Prediction interval: " + string.Join("; ", definitions.Select(Numbers.Formula)) + "."));
    }

    private static IEnumerable<IGrouping<string, PooledEffect>> Plain(ReportSource source) => source.Result.Pools
        .Where(pool => pool.Pool == "primary" && pool.Fit is not { Coefficients.Count: > 1 }).GroupBy(pool => pool.Model);

    private static IEnumerable<Node> Cells(Coefficient c) =>
    [
        Piece.Number(c.Estimate, 3), Piece.Number(c.StandardError, 3), Piece.Number(c.Statistic, 2), Piece.Number(c.DegreesOfFreedom, 0), Piece.P(c.PValue),
        Piece.Number(c.ConfLow, 3), Piece.Number(c.ConfHigh, 3),
    ];

    private static Tag Together(MultivariateFit fit, string model)
    {
        var effects = new Grid($"Multivariate random-effects pool of the four lags with their within-study covariances; k = {fit.Effects.Ids.Count}, "
            + $"between-study structure {PoolWords.StructureInWords(fit.Options.Structure)}.",
            "~term", "#estimate", "#std.error", "#statistic", "#df", "#p.value", "#conf.low", "#conf.high");
        foreach (var c in fit.Coefficients)
            effects.Row([Names.Effect(c.Term), .. Cells(c)]);
        var outcomes = fit.Effects.Outcomes;
        var between = new Grid("Between-study standard deviations (diagonal) and correlations.", ["~lag", .. outcomes.Select(outcome => "#" + outcome)]);
        for (var i = 0; i < outcomes.Count; i++)
            between.Row([Names.Effect(outcomes[i]), .. Enumerable.Range(0, outcomes.Count).Select(j => Between(fit.Between, i, j))]);
        return new Tag("div", effects.ToNode(), between.ToNode(), Piece.Note(
            $"Q({fit.QDegreesOfFreedom}) = {Numbers.Fixed(fit.Q, 2)}, {Numbers.PEquals(fit.QPValue)}; log likelihood {Numbers.Fixed(fit.LogLikelihood, 3)}; "
            + $"scale factor of the tests {Numbers.Fixed(fit.ScaleFactor, 3)} (Jackson and Riley 2014). Iteration: {(fit.Converged ? "" : "not converged, ")}{fit.Reason.TrimEnd('.')}. "
            + $"Term by term the {Names.ShortModel(model)} pools above use each lag\u2019s own variances alone.")).With("class", "multivariate");
    }

    private static Node Between(double[,] between, int i, int j)
    {
        if (j > i)
            return "";
        if (i == j)
            return Numbers.Fixed(Math.Sqrt(between[i, i]), 3);
        var scale = Math.Sqrt(between[i, i] * between[j, j]);
        return scale > 0 ? Numbers.Fraction(between[i, j] / scale, 2) : "\u2013";
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
