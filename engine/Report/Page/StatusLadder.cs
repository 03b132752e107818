using IpdEngine.Report.Markup;
using IpdEngine.Stage1;

namespace IpdEngine.Report.Page;

/// <summary>The ladder of statuses: a report of how fits ended, not a repair of them.</summary>
internal static class StatusLadder
{
    /// <summary>Counts by model, then each fit that is not plainly ok, with parameter and reason.</summary>
    public static Node Of(ReportSource source)
    {
        var order = source.Result.Estimates.Select(fit => fit.Model).Distinct(StringComparer.Ordinal).ToList();
        var fits = source.Result.Estimates.SelectMany(Ladder.Of).OrderBy(fit => order.IndexOf(fit.Model)).ToList();
        return new Tag("div", Counts(source, fits), Cases(source, fits), Piece.Note(
            "ok: converged to an admissible solution. boundary: the random-intercept block is negative or singular, the within part is admissible. inadmissible: the "
            + "within part\u2019s implied covariance is not positive definite, or a residual variance is negative. not converged, not identified, too small: as named. "
            + "ok and boundary make the primary pool.")).With("class", "ladder");
    }

    private static Node Counts(ReportSource source, List<StudyEstimate> fits)
    {
        var codes = Enum.GetValues<FitStatusCode>();
        var names = codes.Select(code => new FitStatus(code, "").Name).ToList();
        var grid = new Grid("Fits by model, variant and status.", ["Model", "~Variant", .. names.Select(name => "#" + Names.Status(name)), "#suppressed"]);
        foreach (var group in fits.GroupBy(fit => (fit.Model, fit.Variant)))
            grid.Row([Names.ShortModel(group.Key.Model), Names.Variant(group.Key.Variant),
                .. names.Select(name => (Node)Numbers.Count(group.Count(fit => fit.Status.Name == name && !source.Disclosure.Hides(fit)))),
                Numbers.Count(group.Count(source.Disclosure.Hides))]);
        return grid.ToNode();
    }

    private static Tag Cases(ReportSource source, List<StudyEstimate> fits)
    {
        var grid = new Grid("Every fit with something to say; studies with the same to say share a row.", "Model", "Status", "Parameter", "~Reason", "~Studies");
        var telling = fits.Where(fit => !source.Disclosure.Hides(fit)
            && (fit.Status.Code != FitStatusCode.Ok || fit.Status.StandardErrorsUnstable || IsSensitivity(fit)));
        foreach (var group in telling.GroupBy(fit => (fit.Model, fit.Variant, fit.Status.Name, fit.Status.Parameter, fit.Status.StandardErrorsUnstable, Reason(source, fit))))
        {
            var fit = group.First();
            grid.Row(Names.ShortModel(fit.Model) + (fit.Variant == "free" ? "" : ", " + Names.Variant(fit.Variant)),
                Names.Status(fit.Status.Name) + (fit.Status.StandardErrorsUnstable ? ", se unstable" : ""), Parameter(fit.Status), Reason(source, fit),
                string.Join(", ", group.Select(member => member.Study)));
        }
        var list = new Tag("div", grid.IsEmpty ? Piece.Paragraph("Every fit ended ok.") : grid.ToNode());
        foreach (var note in fits.Where(fit => !source.Disclosure.Hides(fit) && fit.Status.Note is not null).GroupBy(fit => (fit.Model, fit.Status.Note)))
            list.Add(Piece.Note($"{Names.ShortModel(note.Key.Model)}, {note.Count()} {(note.Count() == 1 ? "fit" : "fits")}: {note.Key.Note}."));
        return list;
    }

    private static Node Parameter(FitStatus status) => status.Parameter is null ? "\u2013" : new Tag("code", status.Parameter);

    private static bool IsSensitivity(StudyEstimate fit) => fit.Variant is "psd" or "no_intercept";

    private static string Reason(ReportSource source, StudyEstimate fit)
    {
        var reason = fit.Status.Reason.TrimEnd('.');
        if (fit.Status.StandardErrorsUnstable)
            reason += $"; {PoolWords.FewForTheSandwich(source.Result.Plan.Cluster)}, so the sandwich is singular";
        if (fit.Rows.FirstOrDefault(row => row.Component == "test" && row.Term.EndsWith(".chisq", StringComparison.Ordinal)) is not { } test)
            return reason + ".";
        var p = fit.Rows.FirstOrDefault(row => row.Component == "test" && row.Term.EndsWith(".pvalue", StringComparison.Ordinal))?.Estimate ?? double.NaN;
        return $"{reason}; likelihood-ratio test against both intercepts, bounded: {Numbers.Fixed(test.Estimate, 2)}, {Numbers.PEquals(p)} "
            + "(\u00BD\u03C7\u00B2(1) + \u00BD\u03C7\u00B2(2)).";
    }
}
