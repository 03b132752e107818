using IpdEngine.Report.Markup;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>What was done, in the words of a methods section, from the plan in force.</summary>
internal static class MethodsSection
{
    /// <summary>Paragraphs with citations; the list of references follows them.</summary>
    public static Node Of(ReportSource source)
    {
        var plan = source.Result.Plan;
        var section = Piece.Section("methods", "Methods",
            Piece.Paragraph(Data(plan)), Piece.Paragraph(Panels(plan)), Piece.Paragraph(Pooling(plan)));
        if (Others(plan) is { Length: > 0 } others)
            section.Add(Piece.Paragraph(others));
        section.Add(Piece.Paragraph(Programs()));
        var list = new Tag("div").With("class", "refs");
        foreach (var (text, doi) in References.All)
            list.Add(new Tag("p", text + " ", new Tag("a", "doi:" + doi).With("href", "https://doi.org/" + doi)));
        return section.Add(Piece.Heading("References"), list);
    }

    private static string Data(Plan plan) =>
        "The design follows the two-stage individual participant data meta-analysis of Fl\u00FCckiger et al. (2020a). "
        + $"Sessions {plan.Window.First} to {plan.Window.Last} were analysed. Lags go by session number: a missing session breaks the pair. "
        + "Higher alliance means better, higher symptoms mean worse; instruments keyed the other way were reflected. "
        + "Cells and studies of fewer than 5 participants are suppressed in every result file.";

    private static string Panels(Plan plan) =>
        $"In each study the {Names.Model(plan.Primary)} "
        + (plan.Primary == "riclpm" ? "(Hamaker, Kuiper and Grasman 2015; Mulder and Hamaker 2021) " : "")
        + (plan.Missing == "fiml" ? "was fitted by full information maximum likelihood over the missing-data patterns" : "was fitted by maximum likelihood to complete cases")
        + (plan.Estimator == "mlr" ? ", with Huber-White standard errors and a scaled chi-square (Yuan and Bentler 2000)" : "")
        + (plan.Cluster == "none" ? ". " : $", clustered by {plan.Cluster}. ")
        + (plan.SmallSample == "leverage" ? "Standard errors were corrected for each person\u2019s leverage (Mancl and DeRouen 2001; Fay and Graubard 2001), with degrees of freedom from the data (Pan and Wall 2002). " : "")
        + (plan.Lags == "equal" ? "Lags were held equal over time; " : plan.Lags == "free" ? "Lags were free in each session; " : "Standardised lags were held equal over time; ")
        + Free(plan)
        + (plan.Covariates.Count > 0 ? $"The {(plan.CovariatesOn == "within" ? "within parts" : "random intercepts")} were regressed on {string.Join(", ", plan.Covariates)} (Mulder and Hamaker 2021). " : "")
        + (plan.Auxiliary.Count > 0 ? $"Saturated correlates on which missing scores may depend: {string.Join(", ", plan.Auxiliary)} (Graham 2003). " : "")
        + (plan.Arms == "compare" ? "Beside the fit of all participants the arms of each study were fitted as groups and their lags compared by a likelihood-ratio test"
            + (plan.Estimator == "mlr" ? ", scaled after Satorra and Bentler (2010). " : ". ") : "")
        + "What enters the second stage is, for each of the four lags, the mean over waves of the completely "
        + "standardised coefficient, with the 4 \u00D7 4 covariance by the delta method. "
        + (plan.SymptomToAlliance == "same_session" ? "Symptoms, answered before the session, were let to predict the alliance of the same session. " : "")
        + "Every fit ends with a status; converged solutions whose within part is admissible (ok, boundary) make the primary pool.";

    private static string Free(Plan plan) => (plan.Residuals, plan.Means) switch
    {
        ("free", "free") => "residual variances, covariances and means were free. ",
        ("equal", "free") => "residual variances and covariances were held equal from the second wave on, means were free. ",
        ("free", _) => "residual variances and covariances were free, means were held equal over time. ",
        _ => "residual variances and covariances, from the second wave on, and means were held equal over time. ",
    };

    private static string Pooling(Plan plan) =>
        $"Effects were pooled by random-effects models with \u03C4\u00B2 by {PoolWords.EstimatorInWords(plan.Pool.Estimator)} (Viechtbauer 2005), "
        + $"{PoolWords.TestInWords(plan.Pool.Test)} (Knapp and Hartung 2003; R\u00F6ver, Knapp and Friede 2015), Q-profile intervals of \u03C4\u00B2 (Viechtbauer 2007) and "
        + "prediction intervals whose definition stands beside each (Higgins, Thompson and Spiegelhalter 2009). The four lags were also pooled together with their "
        + $"within-study covariances, between-study structure {PoolWords.StructureInWords(plan.Pool.Structure)}, with the scale factor of Jackson and Riley (2014). "
        + $"Intervals are at {PoolWords.Percent(plan.Pool.Level)} %.";

    private static string Others(Plan plan)
    {
        var sentences = new List<string>();
        if (plan.Models.Contains("clpm") && plan.Primary != "clpm")
            sentences.Add("Beside it stands, as context, the cross-lagged panel model of observed scores (Rogosa 1980).");
        if (plan.Models.Contains("dpm"))
            sentences.Add("A dynamic panel model of each direction (Allison, Williams and Moral-Benito 2017) stands beside it: an individual effect correlated with every predictor, "
                + "predictors predetermined, coefficients standardised by whole SDs.");
        if (plan.Models.Contains("lcmsr"))
            sentences.Add("A latent curve model with structured residuals (Curran et al. 2014) takes out each patient\u2019s own linear trend: the detrended sensitivity analysis.");
        if (plan.Models.Contains("multilevel"))
            sentences.Add("A within-between mixed model with scores centred on person means and the lagged outcome (REML, Satterthwaite degrees of freedom) stands beside it "
                + "too; its lags are biased where sessions are few (Nickell 1981). Cross-level interactions use person means as z-scores within studies (Gottfredson 2019).");
        if (plan.Models.Contains("association"))
            sentences.Add($"Early alliance (mean of sessions {plan.EarlyAlliance.First} to {plan.EarlyAlliance.Last}) was correlated with post-treatment outcome, plainly and "
                + "given intake severity, on Fisher\u2019s z scale (Fl\u00FCckiger et al. 2018, 2020b).");
        if (plan.ConvertLags)
            sentences.Add("Unequal lags were converted to the common interval in continuous time, beside the plain pool.");
        return string.Join(' ', sentences);
    }

    private static string Programs() =>
        "Definitions are those of lavaan (Rosseel 2012), lme4 (Bates et al. 2015) and metafor (Viechtbauer 2010); check.R in this folder repeats both stages in them "
        + "and prints the differences. The flow of studies follows PRISMA-IPD (Stewart et al. 2015).";
}
