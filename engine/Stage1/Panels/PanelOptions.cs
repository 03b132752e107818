namespace IpdEngine.Stage1.Panels;

/// <summary>How a panel model is fitted; the words are the plan file's.</summary>
/// <param name="FirstSession">First session of the analysis window.</param>
/// <param name="LastSession">Last session of the window.</param>
/// <param name="Missing"><c>fiml</c> or <c>listwise</c>.</param>
/// <param name="Estimator"><c>ml</c> or <c>mlr</c>.</param>
/// <param name="Cluster"><c>none</c> or <c>therapist</c>.</param>
/// <param name="Lags"><c>equal</c> over time, <c>free</c>, or <c>standardised</c>: equal over time once standardised (not in <c>clpm</c>, <c>dpm</c>).</param>
/// <param name="SymptomToAlliance"><c>lag1</c>, or <c>same_session</c> where symptoms are answered before and alliance after the session.</param>
/// <param name="Residuals"><c>free</c>, or <c>equal</c> variances and covariances from the second wave on.</param>
/// <param name="Means"><c>free</c>, or <c>equal</c> at every wave (not in a latent curve, which has its own).</param>
/// <param name="Errors">Of the dynamic panel model: <c>same_session</c> lets an error covary with the predictor of its session and later ones, <c>later</c> with later ones alone.</param>
/// <param name="Sensitivity">True to fit the bounded and the intercept-free models beside a random-intercept model.</param>
/// <param name="SmallSample"><c>none</c>, or <c>leverage</c>: robust errors corrected for each person's leverage, with t references whose degrees of freedom come from the data
/// (of this model's own solution; its sensitivity fits keep plain robust errors).</param>
/// <param name="FitMeasures">False leaves out fit measures, which cost about as much as the fit (simulations, bootstrap).</param>
public sealed record PanelOptions(
    int FirstSession = 1, int LastSession = 7, string Missing = "fiml", string Estimator = "mlr", string Cluster = "none", string Lags = "equal",
    string SymptomToAlliance = "lag1", string Residuals = "free", string Means = "free",
    string Errors = "same_session", bool Sensitivity = true, string SmallSample = "none", bool FitMeasures = true)
{
    /// <summary>
    /// Variables of persons that predict: <c>intake</c>, <c>outcome</c>, <c>age</c>, <c>female</c> or a declared covariate of the study; of a table, its columns.
    /// </summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>What covariates predict: the random <c>intercepts</c> (and slopes), or the <c>within</c> parts (the scores, in <c>clpm</c>), freely at each wave.</summary>
    public string CovariatesOn { get; init; } = "intercepts";

    /// <summary>Variables of persons that only carry what missing scores depend on: saturated correlates (Graham 2003, doi 10.1207/S15328007SEM1001_4).</summary>
    public IReadOnlyList<string> Auxiliary { get; init; } = [];

    internal bool Incomplete => Missing == "fiml";

    internal bool Robust => Estimator == "mlr";

    internal bool Clustered => Cluster == "therapist";

    internal bool Leverage => SmallSample == "leverage";

    internal bool FreeLags => Lags == "free";

    internal bool SameSession => SymptomToAlliance == "same_session";

    /// <summary>Checks every word.</summary>
    /// <exception cref="ArgumentException">A word is not one of those expected, or the window is empty.</exception>
    internal void Require()
    {
        RequireOneOf(nameof(Missing), Missing, "fiml", "listwise");
        RequireOneOf(nameof(Estimator), Estimator, "ml", "mlr");
        RequireOneOf(nameof(Cluster), Cluster, "none", "therapist");
        RequireOneOf(nameof(Lags), Lags, "equal", "free", "standardised");
        RequireOneOf(nameof(SymptomToAlliance), SymptomToAlliance, "lag1", "same_session");
        RequireOneOf(nameof(Residuals), Residuals, "free", "equal");
        RequireOneOf(nameof(Means), Means, "free", "equal");
        RequireOneOf(nameof(Errors), Errors, "same_session", "later");
        RequireOneOf(nameof(SmallSample), SmallSample, "none", "leverage");
        if (Leverage && (!Robust || Clustered || Lags == "standardised"))
        {
            throw new ArgumentException(
                $"found small sample 'leverage' with estimator '{Estimator}', cluster '{Cluster}' and lags '{Lags}', expected 'mlr', 'none' and lags without a nonlinear constraint: it corrects the sandwich over persons",
                nameof(SmallSample));
        }

        RequireOneOf(nameof(CovariatesOn), CovariatesOn, "intercepts", "within");
        if (Covariates.Concat(Auxiliary).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"found '{twice.Key}' twice among covariates and auxiliary variables, expected each variable once", nameof(Covariates));
        if (Clustered && !Robust)
            throw new ArgumentException("found cluster 'therapist' with estimator 'ml', expected 'mlr': cluster-robust errors are a sandwich", nameof(Cluster));
    }

    /// <summary>Checks every word, and what not every model can do.</summary>
    /// <param name="model">A name of <see cref="PanelModel.Names"/>, or <c>dpm</c>.</param>
    /// <exception cref="ArgumentException">The model cannot do what an option asks for.</exception>
    public void Require(string model)
    {
        Require();
        if (Lags == "standardised" && model is ("clpm" or "dpm"))
            throw new ArgumentException($"found lags 'standardised' for {model}, expected riclpm or lcmsr: the constraint is on within parts", nameof(model));
        if (Lags == "standardised" && (SameSession || Residuals == "equal"))
            throw new ArgumentException("found lags 'standardised' with same-session order or equal residuals, expected neither: residual variances follow from the lags", nameof(model));
        if (model == "dpm" && Covariates.Count + Auxiliary.Count > 0)
            throw new ArgumentException("found covariates or auxiliary variables for dpm, expected riclpm, clpm or lcmsr: its individual effect holds what persons differ in", nameof(model));
        if (model is ("dpm" or "lcmsr") && Means == "equal")
            throw new ArgumentException($"found means 'equal' for {model}, expected riclpm or clpm: {(model == "dpm" ? "its predictors are as they come" : "its curve has means of its own")}", nameof(model));
        if (model == "dpm" && Leverage)
            throw new ArgumentException("found small sample 'leverage' for dpm, expected riclpm, clpm or lcmsr: the correction stands for these", nameof(model));
        if (model == "clpm" && Covariates.Count > 0 && CovariatesOn == "intercepts")
            throw new ArgumentException("found covariates on intercepts for clpm, which has none: expected CovariatesOn 'within'", nameof(model));
    }

    private static void RequireOneOf(string name, string found, params string[] expected)
    {
        if (!expected.Contains(found, StringComparer.Ordinal))
            throw new ArgumentException($"found {name} '{found}', expected one of: {string.Join(", ", expected)}", name);
    }
}
