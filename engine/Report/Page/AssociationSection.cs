using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Page;

/// <summary>Early alliance and outcome, beside what the sister papers published.</summary>
internal static class AssociationSection
{
    /// <summary>A forest plot and the table of context.</summary>
    public static Node Of(ReportSource source)
    {
        var early = source.Result.Plan.EarlyAlliance;
        return Piece.Section("association", "Early alliance and outcome",
            Piece.Paragraph($"Early alliance is the mean of a patient\u2019s alliance scores in sessions {early.First}\u2013{early.Last}. Outcome and intake severity are "
                + "turned round, so that a correlation above zero means: better alliance, better outcome. The given-intake figure holds severity before treatment constant."),
            Piece.Forest(source, "association", "r", "Pooled on Fisher\u2019s z scale and turned back to correlations. Squares are sized by weight."),
            Table(source));
    }

    private static Node Table(ReportSource source)
    {
        var grid = new Grid("This run beside published meta-analyses of the same association. The published figures are of real patients and other studies: "
            + "context, never a target.", "~Source", "#Effects", "#r", $"#{source.Level} % interval", "~Remark");
        foreach (var effect in new[] { "r", "partial r" })
            if (source.Fit("association", effect) is { } fit)
            {
                var c = fit.Coefficients[0];
                grid.Row("This run" + (effect == "r" ? "" : ", given intake"), Numbers.Count(fit.K), Numbers.Fraction(Math.Tanh(c.Estimate), 3),
                    $"[{Numbers.Fraction(Math.Tanh(c.ConfLow), 3)}, {Numbers.Fraction(Math.Tanh(c.ConfHigh), 3)}]", Remark(source));
            }
        grid.Row("Fl\u00FCckiger et al. (2018), face to face", "295", ".278", "[.256, .299]", "d = .579");
        grid.Row("Fl\u00FCckiger et al. (2018), internet", "23", ".275", "\u2013", "");
        grid.Row("Psychother. Psychosom. (2019), doi 10.1159/000501565", "23", ".252", "[.19, .31]", "18 studies, N = 1,177; task .28, bond .16");
        grid.Row("Fl\u00FCckiger et al. (2020b), adjusted association", "125", ".23\u2013.31", "\u2013", "60 samples, N = 6,061; with and without adjustment for intake and simultaneous process");
        return grid.ToNode();
    }

    private static string Remark(ReportSource source)
    {
        var synthetic = source.Result.Studies.Count(study => study.Facts.Synthetic);
        return synthetic == 0 ? "" : synthetic == source.Result.Studies.Count ? "synthetic data" : "partly synthetic data";
    }
}
