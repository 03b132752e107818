namespace IpdEngine.Stage2.Effects;

/// <summary>What an effect size measures, by metafor's names; each names the columns that it is computed from.</summary>
public enum EffectMeasure
{
    /// <summary>Effects as they are: <c>yi</c> with <c>vi</c> (variance) or <c>sei</c> (standard error).</summary>
    GEN,

    /// <summary>Correlation: <c>ri</c>, <c>ni</c>.</summary>
    COR,

    /// <summary>Fisher's z of a correlation: <c>ri</c>, <c>ni</c>.</summary>
    ZCOR,

    /// <summary>Partial correlation: <c>ri</c>, <c>ni</c>, <c>qi</c> (covariates held constant), or <c>ti</c>, <c>ni</c>, <c>mi</c> (t of a coefficient, predictors in all).</summary>
    PCOR,

    /// <summary>Fisher's z of a partial correlation; columns as <see cref="PCOR"/>.</summary>
    ZPCOR,

    /// <summary>Difference of means: <c>m1i</c>, <c>sd1i</c>, <c>n1i</c>, <c>m2i</c>, <c>sd2i</c>, <c>n2i</c>.</summary>
    MD,

    /// <summary>Standardised mean difference, Hedges' g: as <see cref="MD"/>, or <c>di</c> (Cohen's d) or <c>gi</c> (already corrected) with <c>n1i</c>, <c>n2i</c>.</summary>
    SMD,

    /// <summary>Standardised mean difference with unequal variances: as <see cref="MD"/>.</summary>
    SMDH,

    /// <summary>Log ratio of means: as <see cref="MD"/>.</summary>
    ROM,

    /// <summary>Log odds ratio: <c>ai</c>, <c>ci</c> with <c>bi</c>, <c>di</c> or <c>n1i</c>, <c>n2i</c>.</summary>
    OR,

    /// <summary>Log risk ratio: as <see cref="OR"/>.</summary>
    RR,

    /// <summary>Risk difference: as <see cref="OR"/>.</summary>
    RD,

    /// <summary>Proportion: <c>xi</c>, <c>ni</c>.</summary>
    PR,

    /// <summary>Log odds of a proportion: <c>xi</c>, <c>ni</c>.</summary>
    PLO,
}

/// <summary>Which tables of counts get the constant added before an odds ratio, risk or proportion is computed.</summary>
public enum CountAdjustment
{
    /// <summary>Tables with an empty cell.</summary>
    OnlyZero,

    /// <summary>Every table.</summary>
    All,

    /// <summary>Every table, if any of them has an empty cell.</summary>
    IfZeroAll,

    /// <summary>No table.</summary>
    None,
}

/// <summary>Options of effect sizes from counts; the defaults are metafor's.</summary>
/// <param name="Add">The constant added to each cell, at least 0.</param>
/// <param name="To">The tables that it is added to.</param>
public sealed record CountOptions(double Add = 0.5, CountAdjustment To = CountAdjustment.OnlyZero);
