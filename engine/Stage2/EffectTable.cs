namespace IpdEngine.Stage2;

/// <summary>Effects in: k estimates with their sampling variances, and moderators where there are any.</summary>
/// <param name="Ids">Name of each effect's study (k).</param>
/// <param name="Yi">Estimates (k).</param>
/// <param name="Vi">Sampling variances (k).</param>
/// <param name="Moderators">Columns of the model matrix after the intercept (each k), by name; empty for a plain pool.</param>
public sealed record EffectTable(
    IReadOnlyList<string> Ids, double[] Yi, double[] Vi, IReadOnlyList<KeyValuePair<string, double[]>> Moderators)
{
    /// <summary>A table without moderators.</summary>
    public EffectTable(IReadOnlyList<string> ids, double[] yi, double[] vi) : this(ids, yi, vi, []) { }

    /// <summary>Whether the model matrix begins with a column of ones; without it there is at least one moderator, and the omnibus test takes all coefficients.</summary>
    public bool Intercept { get; init; } = true;

    /// <summary>The table of some of the rows, in the order in which they are named.</summary>
    /// <param name="rows">Indices of rows.</param>
    public EffectTable Select(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var ids = new string[rows.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Ids[rows[i]];
        var moderators = new KeyValuePair<string, double[]>[Moderators.Count];
        for (var j = 0; j < moderators.Length; j++)
            moderators[j] = new(Moderators[j].Key, Part(Moderators[j].Value));
        return new EffectTable(ids, Part(Yi), Part(Vi), moderators) { Intercept = Intercept };

        double[] Part(double[] values)
        {
            var part = new double[rows.Count];
            for (var i = 0; i < part.Length; i++)
                part[i] = values[rows[i]];
            return part;
        }
    }
}

/// <summary>Several outcomes a study with their within-study covariance.</summary>
/// <param name="Ids">Name of each study (k).</param>
/// <param name="Outcomes">Name of each outcome (p), in the order of every vector.</param>
/// <param name="Y">Estimates, k vectors of p; NaN where a study lacks an outcome.</param>
/// <param name="S">Sampling covariances, k matrices p x p; rows and columns of lacking outcomes are ignored.</param>
public sealed record EffectVectorTable(
    IReadOnlyList<string> Ids, IReadOnlyList<string> Outcomes, IReadOnlyList<double[]> Y, IReadOnlyList<double[,]> S);

/// <summary>How tau-squared is estimated, by metafor's names.</summary>
public enum TauEstimator
{
    /// <summary>Restricted maximum likelihood (the default).</summary>
    REML,

    /// <summary>Maximum likelihood.</summary>
    ML,

    /// <summary>DerSimonian and Laird 1986.</summary>
    DL,

    /// <summary>Hedges 1983.</summary>
    HE,

    /// <summary>Hunter and Schmidt.</summary>
    HS,

    /// <summary>Sidik and Jonkman 2005.</summary>
    SJ,

    /// <summary>Empirical Bayes, Morris 1983.</summary>
    EB,

    /// <summary>Paule and Mandel 1982.</summary>
    PM,

    /// <summary>Equal effects: tau-squared is zero by assumption.</summary>
    EE,
}

/// <summary>How coefficients are tested, by metafor's names.</summary>
public enum PoolTest
{
    /// <summary>Knapp-Hartung with the scale factor kept at 1 or above (Roever, Knapp, Friede 2015): the default.</summary>
    AdHoc,

    /// <summary>Knapp-Hartung as published.</summary>
    Knha,

    /// <summary>Wald-type, t with k - p degrees of freedom.</summary>
    T,

    /// <summary>Wald-type, normal.</summary>
    Z,
}

/// <summary>Between-study covariance structure of several outcomes.</summary>
public enum BetweenStructure
{
    /// <summary>Unstructured.</summary>
    UN,

    /// <summary>One variance, one correlation.</summary>
    CS,

    /// <summary>A variance an outcome, one correlation.</summary>
    HCS,

    /// <summary>A variance an outcome, no correlation.</summary>
    DIAG,

    /// <summary>One variance, no correlation.</summary>
    ID,

    /// <summary>One variance, correlation rho to the power of the distance of two outcomes in their order (first-order autoregressive).</summary>
    AR,
}

/// <summary>Which prediction interval is shown.</summary>
public enum PredictionDefinition
{
    /// <summary>Estimate plus or minus t with k - p degrees of freedom (the default).</summary>
    T,

    /// <summary>Higgins, Thompson and Spiegelhalter 2009: t with k - 2 degrees of freedom.</summary>
    HTS,

    /// <summary>The reference distribution of the coefficient's own test, as metafor has it: normal under z.</summary>
    Test,
}

/// <summary>Options of a pool; every default is the plan's.</summary>
/// <param name="Estimator">Estimator of tau-squared.</param>
/// <param name="Test">Test of the coefficients.</param>
/// <param name="Level">Confidence level.</param>
/// <param name="Structure">Between-study structure, for several outcomes.</param>
/// <param name="Prediction">Definition of the prediction interval.</param>
public sealed record PoolOptions(
    TauEstimator Estimator = TauEstimator.REML,
    PoolTest Test = PoolTest.AdHoc,
    double Level = 0.95,
    BetweenStructure Structure = BetweenStructure.UN,
    PredictionDefinition Prediction = PredictionDefinition.T);
