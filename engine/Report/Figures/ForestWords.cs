namespace IpdEngine.Report.Figures;

/// <summary>The words on a forest plot.</summary>
internal static class ForestWords
{
    /// <summary>An estimate with its interval.</summary>
    public static string Estimate(double estimate, double low, double high, int decimals) =>
        Numbers.Fixed(estimate, decimals) + " " + Numbers.Interval(low, high, decimals);

    /// <summary>Marks after a study's name; <see cref="Notes"/> says what they mean.</summary>
    public static string Marks(ForestStudy row) => (row.Boundary ? "\u2020" : "") + (row.Unstable ? "\u2021" : "");

    /// <summary>What the axis measures.</summary>
    public static string AxisLabel(ForestData data) => data.Pool.Model switch
    {
        "association" => "Correlation of early alliance with a better outcome",
        "multilevel" => "Within-patient lagged effect, in within-patient SDs: " + Names.Effect(data.Pool.Effect),
        "crosslevel" => "Interaction, per SD of the person mean: " + Names.Effect(data.Pool.Effect),
        "clpm" or "dpm" => "Standardised lagged effect: " + Names.Effect(data.Pool.Effect),
        _ => "Standardised within-patient lagged effect: " + Names.Effect(data.Pool.Effect),
    };

    /// <summary>Heterogeneity on one line.</summary>
    public static string Heterogeneity(Stage2.UnivariateFit fit) =>
        $"Heterogeneity: \u03C4\u00B2 {Numbers.VarianceEquals(fit.Tau2)} [{Numbers.Variance(fit.Tau2Interval.Low)}, {Numbers.Variance(fit.Tau2Interval.High)}], "
        + $"I\u00B2 = {Numbers.Fixed(fit.I2, 1)} %, Q({fit.QDegreesOfFreedom}) = {Numbers.Fixed(fit.Q, 2)}, {Numbers.PEquals(fit.QPValue)}.";

    /// <summary>The lines below a plot: test, heterogeneity, definitions, marks, studies left out.</summary>
    public static IEnumerable<string> Notes(ForestData data)
    {
        var fit = data.Pool.Fit!;
        var pooled = fit.Coefficients[0];
        yield return "Pooled effect: " + Test(pooled) + ". " + Heterogeneity(fit);
        if (fit.Prediction is { } prediction)
            yield return $"Prediction interval ({PoolWords.Percent(fit.Options.Level)} %): {Numbers.Formula(prediction.Definition)}"
                + (data.IsCorrelation ? "; made on Fisher\u2019s z and turned back." : ".");
        if (data.Rows.Any(row => row.Boundary))
            yield return data.Pool.Model is "riclpm"
                ? "\u2020 boundary: the random-intercept block is negative or singular; the within part is admissible."
                : data.Pool.Model is "lcmsr" or "dpm" ? "\u2020 boundary: the block of stable differences is negative or singular; the rest of the model is admissible."
                : "\u2020 boundary: the covariance of the random effects is singular at the optimum.";
        if (data.Rows.Any(row => row.Unstable))
            yield return $"\u2021 {PoolWords.FewForTheSandwich(data.Cluster)}: robust standard errors are unstable.";
        var left = data.Pool.Members.Where(member => !member.Included).ToList();
        foreach (var member in left)
            yield return $"Not in this pool: {member.Study}: {member.Reason.TrimEnd('.')}.";
    }

    /// <summary>The test of a coefficient.</summary>
    public static string Test(Stage2.Coefficient coefficient) =>
        (double.IsInfinity(coefficient.DegreesOfFreedom) ? "z" : $"t({Df(coefficient.DegreesOfFreedom)})")
        + $" = {Numbers.Fixed(coefficient.Statistic, 2)}, {Numbers.PEquals(coefficient.PValue)}";

    /// <summary>What a plot shows, for those who cannot see it.</summary>
    public static string Description(ForestData data) =>
        $"{data.Rows.Count} studies. Pooled estimate {Estimate(data.Estimate, data.Low, data.High, data.Decimals)}"
        + (double.IsNaN(data.PredictionLow) ? "" : $", prediction interval {Numbers.Interval(data.PredictionLow, data.PredictionHigh, data.Decimals)}")
        + ". " + Heterogeneity(data.Pool.Fit!);

    private static string Df(double df) => df == Math.Floor(df) ? Numbers.Fixed(df, 0) : Numbers.Fixed(df, 1);
}
