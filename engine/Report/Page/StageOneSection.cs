using IpdEngine.Report.Markup;
using IpdEngine.Stage1;

namespace IpdEngine.Report.Page;

/// <summary>What the primary model says about each study: lags, fit, and how each fit ended.</summary>
internal static class StageOneSection
{
    /// <summary>Estimates, fit measures and the ladder of statuses.</summary>
    public static Node Of(ReportSource source)
    {
        var model = source.Result.Plan.Primary;
        var fits = source.Fits(model).ToList();
        return Piece.Section("stage1", $"Stage 1: the {Names.Model(model)} in each study",
            Lags(fits),
            Piece.Heading("Fit"),
            Fit(fits),
            Piece.Heading("How every fit ended"),
            StatusLadder.Of(source));
    }

    private static Node Lags(List<StudyEstimate> fits)
    {
        var grid = new Grid("Standardised lags with standard errors in parentheses, means over waves; stage1.csv has every number of every model.",
            ["Study", "#N", "#Waves", "#Lag", "Status", .. Names.Lags.Select(lag => "#" + Names.Effect(lag))]);
        foreach (var fit in fits)
            grid.Row([fit.Study, Disclosure.Text(fit.Participants), Numbers.Count(fit.Waves), Numbers.Count(fit.Lag), Status(fit.Status),
                .. Names.Lags.Select(lag => Estimate(fit, lag))]);
        return grid.IsEmpty ? Piece.Paragraph("No study has a fit of this model that may be shown.") : grid.ToNode();
    }

    private static Node Estimate(StudyEstimate fit, string term) => double.IsNaN(fit.Estimate(term))
        ? "\u2013"
        : $"{Numbers.Fixed(fit.Estimate(term), 3)} ({Numbers.Fixed(fit.StandardError(term), 3)})";

    private static Node Fit(List<StudyEstimate> fits)
    {
        var isScaled = fits.Exists(fit => Has(fit, "chisq.scaled"));
        var isRobust = fits.Exists(fit => Has(fit, "cfi.robust"));
        var grid = new Grid(
            (isScaled ? "Chi-square scaled for non-normality (Yuan and Bentler 2000)" : "Chi-square of the likelihood ratio") + "; CFI and RMSEA "
            + (isRobust ? "in their robust versions." : "unscaled."),
            "Study", "#\u03C7\u00B2", "#df", "#p", "#CFI", "#RMSEA", "#SRMR");
        var scaled = isScaled ? ".scaled" : "";
        var robust = isRobust ? ".robust" : "";
        foreach (var fit in fits)
            grid.Row(fit.Study, Numbers.Fixed(Measure(fit, "chisq" + scaled), 2), Numbers.Fixed(Measure(fit, "df"), 0), PValue(fit, isScaled),
                Numbers.Fraction(Measure(fit, "cfi" + robust), 3), Numbers.Fraction(Measure(fit, "rmsea" + robust), 3),
                Numbers.Fraction(Measure(fit, "srmr"), 3));
        return grid.ToNode();
    }

    private static Node PValue(StudyEstimate fit, bool isScaled)
    {
        var p = Measure(fit, isScaled ? "pvalue.scaled" : "pvalue");
        return double.IsNaN(p) ? "\u2013" : Numbers.P(p);
    }

    private static string Status(FitStatus status) => Names.Status(status.Name) + (status.StandardErrorsUnstable ? ", se unstable" : "");

    private static bool Has(StudyEstimate fit, string measure) => fit.Fit.Any(pair => pair.Key == measure);

    private static double Measure(StudyEstimate fit, string measure)
    {
        foreach (var (name, value) in fit.Fit)
            if (name == measure)
                return value;
        return double.NaN;
    }
}
