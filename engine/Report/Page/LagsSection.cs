using IpdEngine.Report.Figures;
using IpdEngine.Report.Markup;
using IpdEngine.Stage2;

namespace IpdEngine.Report.Page;

/// <summary>The question itself: both directions as forest plots, and all four lags as a path diagram.</summary>
internal static class LagsSection
{
    /// <summary>Two forest plots and the diagram.</summary>
    public static Node Of(ReportSource source)
    {
        var model = source.Result.Plan.Primary;
        var than = model == "riclpm" ? " than usual" : " than other patients";
        return Piece.Section("lags", "Reciprocal effects",
            Piece.Heading("Alliance \u2192 symptom"),
            Piece.Forest(source, model, "as",
                $"Below zero: after a session with a better alliance{than}, symptoms are lower at the next session. Squares are sized by weight."),
            Piece.Heading("Symptom \u2192 alliance"),
            Piece.Forest(source, model, "sa",
                $"Below zero: after a session with more symptoms{than}, the alliance is worse at the next session. Squares are sized by weight."),
            Piece.Heading("All four lags"),
            Diagram(source, model));
    }

    /// <summary>The pools that the diagram shows.</summary>
    public static IReadOnlyDictionary<string, UnivariateFit?> Pools(ReportSource source, string model) =>
        Names.Lags.ToDictionary(lag => lag, lag => source.Fit(model, lag));

    private static Tag Diagram(ReportSource source, string model)
    {
        var pools = Pools(source, model);
        if (pools.Values.FirstOrDefault(fit => fit is not null)?.K is not { } k)
            return Piece.Paragraph("No lag was pooled, so there is no diagram.");
        return Piece.Figure(PathDiagram.Of(pools, PathLayout.Wide, "path"), PathDiagram.Of(pools, PathLayout.Narrow, "path-narrow"),
            $"Pooled standardised lags of the {Names.Model(model)} with {source.Level} % intervals, k = {k}, each lag pooled on its own. Solid arrows: the interval "
            + "excludes zero; dashed: it does not. Width grows with the size of the effect. Curved lines: covariances within a session, free and not pooled. "
            + (model == "riclpm" ? "The stable differences between patients are held apart by random intercepts, which are not drawn." : ""));
    }
}
