namespace IpdEngine.Report;

/// <summary>What codes mean to a reader.</summary>
internal static class Names
{
    /// <summary>The four lags in the order of every table, predictor first.</summary>
    public static IReadOnlyList<string> Lags { get; } = ["aa", "sa", "ss", "as"];

    /// <summary>An effect in words, with an arrow from predictor to outcome.</summary>
    public static string Effect(string effect) => effect switch
    {
        "aa" => "alliance \u2192 alliance",
        "sa" => "symptom \u2192 alliance",
        "ss" => "symptom \u2192 symptom",
        "as" => "alliance \u2192 symptom",
        "as x" => "alliance \u2192 symptom, within patients",
        "sa x" => "symptom \u2192 alliance, within patients",
        "as x.zA" => "alliance \u2192 symptom \u00D7 mean alliance",
        "as x.zS" => "alliance \u2192 symptom \u00D7 mean symptom",
        "sa x.zA" => "symptom \u2192 alliance \u00D7 mean alliance",
        "sa x.zS" => "symptom \u2192 alliance \u00D7 mean symptom",
        "r" => "early alliance and outcome",
        "partial r" or "partial.r" => "early alliance and outcome, given intake",
        _ => effect,
    };

    /// <summary>A model in words.</summary>
    public static string Model(string model) => model switch
    {
        "riclpm" => "random-intercept cross-lagged panel model",
        "dpm" => "dynamic panel model",
        "lcmsr" => "latent curve model with structured residuals",
        "clpm" => "cross-lagged panel model",
        "multilevel" => "within-between multilevel model",
        "crosslevel" => "cross-level interaction model",
        "association" => "early alliance and outcome",
        _ => model,
    };

    /// <summary>A model as table headings abbreviate it.</summary>
    public static string ShortModel(string model) => model switch
    {
        "riclpm" => "RI-CLPM",
        "clpm" => "CLPM",
        "dpm" => "DPM",
        "lcmsr" => "LCM-SR",
        "multilevel" => "Multilevel",
        "crosslevel" => "Cross-level",
        "association" => "Association",
        _ => model,
    };

    /// <summary>A pool in words.</summary>
    public static string Pool(string pool) => pool switch
    {
        "primary" => "primary (ok and boundary)",
        "ok" => "ok alone",
        "psd" => "intercepts bounded",
        "no_intercept" => "an intercept dropped",
        "converted" => "unequal lags converted",
        _ => pool,
    };

    /// <summary>A variant of a model in words.</summary>
    public static string Variant(string variant) => variant switch
    {
        "free" => "the model itself",
        "psd" => "intercepts bounded",
        "no_intercept" => "an intercept dropped",
        "as" => "alliance \u2192 symptom",
        "sa" => "symptom \u2192 alliance",
        _ => variant,
    };

    /// <summary>A status in words.</summary>
    public static string Status(string status) => status.Replace('_', ' ');

    /// <summary>True where an effect stands on Fisher's z scale and is shown as a correlation.</summary>
    public static bool IsFisherZ(string model) => model == "association";
}
