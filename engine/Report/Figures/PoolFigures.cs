using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.SmallStudy;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Report.Figures;

/// <summary>The plots of a pool, each from a fit by one call. A plot that the fit does not allow (moderators, too few effects) is null: its analysis says why.</summary>
public static class PoolFigures
{
    // 2^13 subsets are a second's work at most.
    private const int MostGosh = 13;

    /// <summary>Every plot that the fit allows, with names of files without extension.</summary>
    /// <param name="fit">A pool or meta-regression.</param>
    /// <param name="labels">How plots are called.</param>
    public static IEnumerable<(string Name, Drawing Drawing)> All(UnivariateFit fit, PoolLabels labels)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(labels);
        var plots = new List<(string Name, Drawing? Drawing)>
        {
            ("forest", Forest(fit, labels)), ("funnel", Funnel(fit, labels)), ("radial", Radial(fit, labels)), ("baujat", BaujatOf(fit, labels)),
            ("influence", InfluenceOf(fit, labels)), ("leave-one-out", WithoutOne(fit, labels)), ("profile", Profile(fit, labels)),
            ("gosh", fit.K <= MostGosh ? GoshOf(fit, labels) : null),
        };
        plots.AddRange(fit.Effects.Moderators.Select((moderator, i) => ($"bubble-{i + 1}", Bubble(fit, labels, i))));
        return plots.Where(plot => plot.Drawing is not null).Select(plot => (plot.Name, plot.Drawing!));
    }

    /// <summary>A forest plot of a plain pool; of the studies alone where there are moderators.</summary>
    public static Drawing Forest(UnivariateFit fit, PoolLabels labels) =>
        ForestPlot.Draw(PoolForest.Table(fit, labels, [new ForestGroup(null, PoolForest.Rows(fit, labels))]));

    /// <summary>A forest plot with subgroups and the test of their difference.</summary>
    /// <param name="fit">The plain pool of all effects.</param>
    /// <param name="groups">Its subgroups.</param>
    /// <param name="labels">How the plot is called.</param>
    public static Drawing Forest(UnivariateFit fit, SubgroupAnalysis groups, PoolLabels labels) => ForestPlot.Draw(PoolForest.Grouped(fit, groups, labels));

    /// <summary>A contour funnel with Egger's line and, where trim-and-fill is given, its filled studies; null with moderators.</summary>
    /// <param name="fit">The plain pool.</param>
    /// <param name="labels">How the plot is called.</param>
    /// <param name="filled">Trim-and-fill of the same pool, or null.</param>
    public static Drawing? Funnel(UnivariateFit fit, PoolLabels labels, TrimAndFillFit? filled = null)
    {
        if (fit.Effects.Moderators.Count > 0)
            return null;
        var egger = EggerTest.Of(fit.Effects, new EggerOptions(), fit.Options).Fit;
        var notes = new List<string>();
        if (egger is not null)
            notes.Add($"Egger\u2019s regression on the standard error: {ForestWords.Test(egger.Slope)}.");
        notes.AddRange(egger?.Warnings.Select(Sentence) ?? []);
        if (filled is not null)
            notes.Add($"Trim-and-fill ({filled.Estimator}, {(filled.Side == FunnelSide.Left ? "left" : "right")} side): {filled.Missing} studies filled, estimate {PoolForest.Text(filled.Pool.Coefficients[0], labels)}.");
        return FunnelPlot.Draw(new FunnelData($"Funnel plot: {labels.Title}", labels.Effect,
            [.. Points(fit), .. filled?.Filled.Select(study => new FunnelPoint(study.Id, study.Yi, Math.Sqrt(study.Vi), Filled: true)) ?? []])
        {
            Scale = labels.Scale,
            Contours = labels.Scale == Transformation.InverseLogit ? [] : ContourFunnel.Levels,
            Mean = fit.Coefficients[0].Estimate,
            Level = fit.Options.Level,
            Lines = egger?.Limit is { } limit ? [new FunnelLine(limit.Estimate, egger.Slope.Estimate)] : [],
            Notes = notes,
        });
    }

    /// <summary>A radial plot; null with moderators.</summary>
    public static Drawing? Radial(UnivariateFit fit, PoolLabels labels) => fit.Effects.Moderators.Count > 0 ? null
        : RadialPlot.Draw(new RadialData($"Radial plot: {labels.Title}", labels.Effect, Points(fit), fit.Coefficients[0].Estimate, fit.Tau2) { Scale = labels.Scale, Level = fit.Options.Level });

    /// <summary>A Baujat plot of the effects without which there is a pool; null where there are none.</summary>
    public static Drawing? BaujatOf(UnivariateFit fit, PoolLabels labels)
    {
        var points = Baujat.Of(fit);
        BaujatStudy[] shown = [.. points.Where(point => point.Refusal is null).Select(point => new BaujatStudy(point.Id, point.Heterogeneity, point.Influence))];
        return shown.Length == 0 ? null : BaujatPlot.Draw(new BaujatData($"Baujat plot: {labels.Title}", shown)
        {
            Notes = [.. points.Where(point => point.Refusal is not null).Select(point => Sentence($"Not shown: {point.Id}: {point.Refusal!.Reason}"))],
        });
    }

    /// <summary>Influence of each effect; null where it has none.</summary>
    public static Drawing? InfluenceOf(UnivariateFit fit, PoolLabels labels) => Influence.Of(fit).Fit is not { } rows ? null
        : InfluencePlot.Draw(new InfluenceData($"Influence: {labels.Title}", [.. rows.Select(Point)], fit.Tau2, fit.Q) { Coefficients = fit.Coefficients.Count });

    /// <summary>The pools without one effect each; null with moderators or where none can be pooled.</summary>
    public static Drawing? WithoutOne(UnivariateFit fit, PoolLabels labels)
    {
        var steps = LeaveOneOut.Of(fit).Where(row => row.Outcome.Fit is not null).Select(row => Step(row.Id, row.Outcome.Value)).ToList();
        return fit.Effects.Moderators.Count > 0 || steps.Count == 0 ? null
            : CumulativeForest.DrawLeaveOneOut($"Leaving one out: {labels.Title}", labels.Effect, steps, PoolForest.Overall(fit), labels.Scale);
    }

    /// <summary>The pools as effects enter; null where none can be pooled.</summary>
    public static Drawing? CumulativeOf(IReadOnlyList<CumulativeRow> rows, PoolLabels labels)
    {
        var steps = rows.Where(row => row.Outcome.Fit is not null).Select(row => Step(row.Id, row.Outcome.Value)).ToList();
        return steps.Count == 0 ? null : CumulativeForest.Draw($"Cumulative: {labels.Title}", labels.Effect, steps, labels.Scale);
    }

    /// <summary>The profile likelihood of tau-squared; null where its estimator maximises no likelihood.</summary>
    public static Drawing? Profile(UnivariateFit fit, PoolLabels labels) => LikelihoodProfile.Of(fit).Fit is not { } profile ? null
        : ProfilePlot.Draw(new ProfileData($"Profile likelihood: {labels.Title}",
            [new ProfileCurve("\u03C4\u00B2", profile.Tau2, profile.LogLikelihoods, fit.Tau2, profile.Interval.Low, profile.Interval.High)])
        { Level = fit.Options.Level, Restricted = fit.Options.Estimator == TauEstimator.REML, Notes = profile.Interval.Note is { } note ? [Sentence(note)] : [] });

    /// <summary>A GOSH plot of a plain pool; null with moderators or where no subset can be pooled.</summary>
    /// <param name="fit">The plain pool.</param>
    /// <param name="labels">How the plot is called.</param>
    /// <param name="options">How many subsets, and how they are drawn.</param>
    /// <param name="study">A study whose subsets are marked, or null.</param>
    public static Drawing? GoshOf(UnivariateFit fit, PoolLabels labels, GoshOptions? options = null, string? study = null)
    {
        if (fit.Effects.Moderators.Count > 0 || Gosh.Of(fit, options).Fit is not { } gosh)
            return null;
        int[] shown = [.. Enumerable.Range(0, gosh.Subsets.Count).Where(i => gosh.Subsets[i].Estimates.Count > 0 && double.IsFinite(gosh.Subsets[i].Estimates[0] + gosh.Subsets[i].I2))];
        var marked = study is null ? -1 : gosh.Ids.ToList().IndexOf(study);
        return shown.Length == 0 ? null : GoshPlot.Draw(new GoshData($"GOSH plot: {labels.Title}", labels.Effect, [.. shown.Select(i => gosh.Subsets[i].Estimates[0])], [.. shown.Select(i => gosh.Subsets[i].I2)])
        {
            Scale = labels.Scale,
            Overall = fit.Coefficients[0].Estimate,
            Study = marked < 0 ? null : study,
            Holds = marked < 0 ? [] : [.. shown.Select(i => gosh.Includes(i, marked))],
            Notes = [$"{(gosh.Exhaustive ? "All" : "A sample of")} {Numbers.Count(shown.Length)} subsets of the {fit.K} studies."],
        });
    }

    /// <summary>A bubble plot of one moderator, the others at their means; null where it takes one value alone.</summary>
    /// <param name="fit">A meta-regression.</param>
    /// <param name="labels">How the plot is called.</param>
    /// <param name="moderator">Index of the moderator in the fit's table.</param>
    /// <exception cref="ArgumentException">There is no such moderator.</exception>
    public static Drawing? Bubble(UnivariateFit fit, PoolLabels labels, int moderator)
    {
        var moderators = fit.Effects.Moderators;
        if (moderator < 0 || moderator >= moderators.Count)
            throw new ArgumentException($"Found moderator {moderator}, expected 0 to {moderators.Count - 1}.", nameof(moderator));
        return PoolBubble.Of(fit, labels, moderator);
    }

    private static FunnelPoint[] Points(UnivariateFit fit) => [.. fit.Effects.Ids.Select((id, i) => new FunnelPoint(id, fit.Effects.Yi[i], Math.Sqrt(fit.Effects.Vi[i])))];

    private static CumulativeStep Step(string id, UnivariateFit fit) =>
        new(id, fit.Coefficients[0].Estimate, fit.Coefficients[0].ConfLow, fit.Coefficients[0].ConfHigh, fit.K);

    private static InfluencePoint Point(InfluenceRow row) => row.Measures is { } of
        ? new InfluencePoint(row.Id, of.StudentisedResidual, of.Dffits, of.CookDistance, of.CovarianceRatio, of.Tau2Deleted, of.QDeleted, of.Hat, of.Weight, of.Influential)
        : new InfluencePoint(row.Id, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, false);

    private static string Sentence(string words) => words.EndsWith('.') ? words : words + ".";
}
