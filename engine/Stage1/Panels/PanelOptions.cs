namespace IpdEngine.Stage1.Panels;

/// <summary>How a panel model is fitted; the words are the plan file's.</summary>
/// <param name="FirstSession">First session of the analysis window.</param>
/// <param name="LastSession">Last session of the window.</param>
/// <param name="Missing"><c>fiml</c> or <c>listwise</c>.</param>
/// <param name="Estimator"><c>ml</c> or <c>mlr</c>.</param>
/// <param name="Cluster"><c>none</c> or <c>therapist</c>.</param>
/// <param name="Lags"><c>equal</c> over time or <c>free</c>.</param>
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
        RequireOneOf(nameof(Lags), Lags, "equal", "free");
        RequireOneOf(nameof(SymptomToAlliance), SymptomToAlliance, "lag1", "same_session");
        RequireOneOf(nameof(Residuals), Residuals, "free", "equal");
        RequireOneOf(nameof(Means), Means, "free", "equal");
        RequireOneOf(nameof(Errors), Errors, "same_session", "later");
        RequireOneOf(nameof(SmallSample), SmallSample, "none", "leverage");
        if (Leverage && (!Robust || Clustered))
        {
            throw new ArgumentException(
                $"found small sample 'leverage' with estimator '{Estimator}' and cluster '{Cluster}', expected 'mlr' and 'none': it corrects the sandwich over persons", nameof(SmallSample));
        }

        if (Clustered && !Robust)
            throw new ArgumentException("found cluster 'therapist' with estimator 'ml', expected 'mlr': cluster-robust errors are a sandwich", nameof(Cluster));
    }

    private static void RequireOneOf(string name, string found, params string[] expected)
    {
        if (!expected.Contains(found, StringComparer.Ordinal))
            throw new ArgumentException($"found {name} '{found}', expected one of: {string.Join(", ", expected)}", name);
    }
}
