namespace IpdEngine.Stage1.Panels;

/// <summary>What a panel model says about stable differences between persons.</summary>
internal enum InterceptBlock
{
    /// <summary>None: the cross-lagged panel model on observed scores.</summary>
    Absent,

    /// <summary>Two random intercepts with free variances and covariance, whatever sign they take.</summary>
    Free,

    /// <summary>
    /// One intercept behind both constructs: the edge of the positive semi-definite block, where the bounded optimum lies whenever the free one is outside.
    /// </summary>
    Singular,

    /// <summary>A random intercept of the symptom alone: the alliance's was dropped.</summary>
    SymptomOnly,

    /// <summary>A random intercept of the alliance alone: the symptom's was dropped.</summary>
    AllianceOnly,

    /// <summary>A random intercept and a random slope over time for each construct: the latent curve model with structured residuals.</summary>
    Growth,
}
