namespace IpdEngine.Stage2.SmallStudy;

/// <summary>How the spread around Egger's line is modelled.</summary>
public enum EggerModel
{
    /// <summary>Additive between-study variance: meta-regression on the predictor (metafor's <c>model = "rma"</c>).</summary>
    Additive,

    /// <summary>Multiplicative dispersion: weighted least squares with t tests, Egger's own (metafor's <c>model = "lm"</c>).</summary>
    Multiplicative,
}

/// <summary>What effects are regressed on, by metafor's names.</summary>
public enum EggerPredictor
{
    /// <summary>Standard error (<c>sei</c>), Egger et al. 1997.</summary>
    StandardError,

    /// <summary>Sampling variance (<c>vi</c>).</summary>
    Variance,

    /// <summary>Sample size (<c>ni</c>), Macaskill et al. 2001.</summary>
    SampleSize,

    /// <summary>One over sample size (<c>ninv</c>), Peters et al. 2006.</summary>
    InverseSampleSize,

    /// <summary>Root of sample size (<c>sqrtni</c>).</summary>
    RootSampleSize,

    /// <summary>One over the root of sample size (<c>sqrtninv</c>), Pustejovsky and Rodgers 2019.</summary>
    InverseRootSampleSize,
}

/// <summary>Which of Egger's tests is wanted.</summary>
/// <param name="Model">Additive or multiplicative spread.</param>
/// <param name="Predictor">What effects are regressed on.</param>
/// <param name="SampleSizes">Sample size of each effect (k, above 0); needed by the predictors that use it.</param>
public sealed record EggerOptions(
    EggerModel Model = EggerModel.Additive, EggerPredictor Predictor = EggerPredictor.StandardError, double[]? SampleSizes = null);
