using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Page;

/// <summary>Whether the answer hangs on a choice: other pools, other models, one study less.</summary>
internal static class SensitivitySection
{
    private static readonly string[] Choices = ["primary", "ok", "psd", "no_intercept", "converted"];
    private static readonly string[] LagModels = ["riclpm", "clpm", "dpm", "lcmsr", "multilevel"];

    /// <summary>The table of choices and the table of leave-one-out pools.</summary>
    public static Node Of(ReportSource source)
    {
        var model = source.Result.Plan.Primary;
        return Piece.Section("sensitivity", "Sensitivity",
            ByChoice(source, model),
            Piece.Note("The sensitivity fits stand beside the primary pool and never in its place: dropping an intercept that came out negative, or keeping only "
                + "admissible solutions, biases the lags. A study without a bounded or reduced fit keeps its own in those columns. The cross-lagged panel model mixes stable differences between patients into its lags; the "
                + "multilevel model centres on person means that contain the outcome, so that its lags are biased where sessions are few (Nickell 1981). "
                + "Both are context."),
            OneStageTable(source),
            Piece.Heading("One study left out at a time"),
            LeaveOneOut(source, model));
    }

    private static Node ByChoice(ReportSource source, string model)
    {
        var grid = new Grid($"The pooled lags under other choices, with {source.Level} % intervals.",
            ["~Choice", "#k", .. Names.Lags.Select(lag => "#" + Names.Effect(lag))]);
        grid.Group(Names.ShortModel(model));
        foreach (var choice in Choices)
            Add(grid, Names.Pool(choice), Names.Lags.Select(lag => source.Fit(model, lag, choice)).ToList());
        foreach (var vector in source.Result.Multivariate.Where(vector => vector.Model == model && vector.Fit is not null))
            grid.Row(["multivariate, the lags together", Numbers.Count(vector.Fit!.Effects.Ids.Count),
                .. Names.Lags.Select(lag => Piece.Estimate(vector.Fit.Coefficients.FirstOrDefault(c => c.Term == lag)))]);
        if (LagModels.Any(other => other != model && Names.Lags.Any(lag => source.Fit(other, lag) is not null)))
            grid.Group("Other models, as context");
        foreach (var other in LagModels.Where(other => other != model))
            Add(grid, Names.Model(other) + (other == "multilevel" ? " (Nickell\u2019s bias)" : ""), Names.Lags.Select(lag => source.Fit(other, lag)).ToList());
        return grid.IsEmpty ? Piece.Paragraph("No lag was pooled.") : grid.ToNode();
    }

    private static Node OneStageTable(ReportSource source)
    {
        var grid = new Grid($"The multilevel model in two stages and in one, with {source.Level} % intervals. The one-stage model has one residual variance for all studies "
            + "where the two stages have one each; nothing else differs (Burke, Ensor and Riley 2017).", "~Effect", "#k", "#two stages", "#\u03C4\u00B2", "#one stage", "#\u03C4\u00B2");
        foreach (var lag in source.Result.OneStage)
            if (source.Fit("multilevel", lag.Effect) is { } pool)
                grid.Row(Names.Effect(lag.Effect), Numbers.Count(lag.Studies), Piece.Estimate(pool.Coefficients[0]), Numbers.Variance(pool.Tau2), Piece.Estimate(lag.Estimate), Numbers.Variance(lag.Tau2));
        return grid.IsEmpty ? Piece.Note("No one-stage model was fitted.") : grid.ToNode();
    }

    private static void Add(Grid grid, string name, IReadOnlyList<UnivariateFit?> fits)
    {
        if (fits.FirstOrDefault(fit => fit is not null) is { } any)
            grid.Row([name, Numbers.Count(any.K), .. fits.Select(fit => Piece.Estimate(fit?.Coefficients[0]))]);
    }

    private static Node LeaveOneOut(ReportSource source, string model)
    {
        var (forth, back) = (source.Pool(model, "as"), source.Pool(model, "sa"));
        var grid = new Grid("The pooled effect without each study in turn; influence.csv has every pool and the weights.",
            "Without", "#alliance \u2192 symptom", "#p", "#\u03C4\u00B2", "#symptom \u2192 alliance", "#p", "#\u03C4\u00B2");
        foreach (var left in forth?.LeaveOneOut ?? [])
        {
            var other = back?.LeaveOneOut.FirstOrDefault(candidate => candidate.Study == left.Study);
            if (other is not null && !source.Disclosure.Hides(left.Study))
                grid.Row(left.Study, Text(left.Estimate, left.ConfLow, left.ConfHigh), Numbers.P(left.PValue), Numbers.Variance(left.Tau2),
                    Text(other.Estimate, other.ConfLow, other.ConfHigh), Numbers.P(other.PValue), Numbers.Variance(other.Tau2));
        }
        return grid.IsEmpty ? Piece.Paragraph("Not computed in this run.") : grid.ToNode();
    }

    private static string Text(double estimate, double low, double high) => $"{Numbers.Fixed(estimate, 3)} {Numbers.Interval(low, high, 3)}";
}
