namespace IpdEngine.Report.Page;

/// <summary>The works that a report cites.</summary>
internal static class References
{
    /// <summary>Text and DOI, in order of author.</summary>
    public static IReadOnlyList<(string Text, string Doi)> All { get; } =
    [
        ("Allison, P. D., Williams, R., & Moral-Benito, E. (2017). Maximum likelihood for cross-lagged panel models with fixed effects. Socius, 3.", "10.1177/2378023117710578"),
        ("Bates, D., M\u00E4chler, M., Bolker, B., & Walker, S. (2015). Fitting linear mixed-effects models using lme4. Journal of Statistical Software, 67(1).",
            "10.18637/jss.v067.i01"),
        ("Curran, P. J., Howard, A. L., Bainter, S. A., Lane, S. T., & McGinley, J. S. (2014). The separation of between-person and within-person components of individual "
            + "change over time: A latent curve model with structured residuals. Journal of Consulting and Clinical Psychology, 82.", "10.1037/a0035297"),
        ("Fay, M. P., & Graubard, B. I. (2001). Small-sample adjustments for Wald-type tests using sandwich estimators. Biometrics, 57.", "10.1111/j.0006-341X.2001.01198.x"),
        ("Fl\u00FCckiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). The alliance in adult psychotherapy: A meta-analytic synthesis. Psychotherapy, 55.",
            "10.1037/pst0000172"),
        ("Fl\u00FCckiger, C., Rubel, J., Del Re, A. C., et al. (2020a). The reciprocal relationship between alliance and early treatment symptoms: A two-stage individual "
            + "participant data meta-analysis. Journal of Consulting and Clinical Psychology, 88.", "10.1037/ccp0000594"),
        ("Fl\u00FCckiger, C., Del Re, A. C., Wlasch, D., et al. (2020b). Assessing the alliance\u2013outcome association adjusted for patient characteristics and treatment "
            + "processes. Journal of Counseling Psychology, 67.", "10.1037/cou0000424"),
        ("Gottfredson, N. C. (2019). A straightforward approach for coping with unreliability of person means when parsing within-person and between-person effects in "
            + "longitudinal studies. Addictive Behaviors, 94.", "10.1016/j.addbeh.2018.09.031"),
        ("Graham, J. W. (2003). Adding missing-data-relevant variables to FIML-based structural equation models. Structural Equation Modeling, 10.", "10.1207/S15328007SEM1001_4"),
        ("Hamaker, E. L., Kuiper, R. M., & Grasman, R. P. P. P. (2015). A critique of the cross-lagged panel model. Psychological Methods, 20.", "10.1037/a0038889"),
        ("Higgins, J. P. T., Thompson, S. G., & Spiegelhalter, D. J. (2009). A re-evaluation of random-effects meta-analysis. Journal of the Royal Statistical Society A, 172.",
            "10.1111/j.1467-985X.2008.00552.x"),
        ("Jackson, D., & Riley, R. D. (2014). A refined method for multivariate meta-analysis and meta-regression. Statistics in Medicine, 33.", "10.1002/sim.5957"),
        ("Knapp, G., & Hartung, J. (2003). Improved tests for a random effects meta-regression with a single covariate. Statistics in Medicine, 22.", "10.1002/sim.1482"),
        ("Mancl, L. A., & DeRouen, T. A. (2001). A covariance estimator for GEE with improved small-sample properties. Biometrics, 57.", "10.1111/j.0006-341X.2001.00126.x"),
        ("Mulder, J. D., & Hamaker, E. L. (2021). Three extensions of the random intercept cross-lagged panel model. Structural Equation Modeling, 28.",
            "10.1080/10705511.2020.1784738"),
        ("Nickell, S. (1981). Biases in dynamic models with fixed effects. Econometrica, 49.", "10.2307/1911408"),
        ("Pan, W., & Wall, M. M. (2002). Small-sample adjustments in using the sandwich variance estimator in generalized estimating equations. Statistics in Medicine, 21.",
            "10.1002/sim.1142"),
        ("Rogosa, D. (1980). A critique of cross-lagged correlation. Psychological Bulletin, 88.", "10.1037/0033-2909.88.2.245"),
        ("Rosseel, Y. (2012). lavaan: An R package for structural equation modeling. Journal of Statistical Software, 48(2).", "10.18637/jss.v048.i02"),
        ("R\u00F6ver, C., Knapp, G., & Friede, T. (2015). Hartung-Knapp-Sidik-Jonkman approach and its modification for random-effects meta-analysis with few studies. "
            + "BMC Medical Research Methodology, 15.", "10.1186/s12874-015-0091-1"),
        ("Satorra, A., & Bentler, P. M. (2010). Ensuring positiveness of the scaled difference chi-square test statistic. Psychometrika, 75.", "10.1007/s11336-009-9135-y"),
        ("Stewart, L. A., Clarke, M., Rovers, M., et al. (2015). Preferred reporting items for systematic review and meta-analyses of individual participant data: The "
            + "PRISMA-IPD statement. JAMA, 313.", "10.1001/jama.2015.3656"),
        ("Viechtbauer, W. (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects model. Journal of Educational and Behavioral Statistics, 30.",
            "10.3102/10769986030003261"),
        ("Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in Medicine, 26.", "10.1002/sim.2514"),
        ("Viechtbauer, W. (2010). Conducting meta-analyses in R with the metafor package. Journal of Statistical Software, 36(3).", "10.18637/jss.v036.i03"),
        ("Yuan, K.-H., & Bentler, P. M. (2000). Three likelihood-based methods for mean and covariance structure analysis with nonnormal missing data. Sociological "
            + "Methodology, 30.", "10.1111/0081-1750.00078"),
    ];
}
