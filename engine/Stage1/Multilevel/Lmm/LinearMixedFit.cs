namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>A fitted linear mixed model; symbols as in Bates, Mächler, Bolker and Walker 2015, doi 10.18637/jss.v067.i01.</summary>
public sealed record LinearMixedFit
{
    /// <summary>Names of the fixed effects, p.</summary>
    public required IReadOnlyList<string> FixedNames { get; init; }

    /// <summary>beta, p.</summary>
    public required double[] Coefficients { get; init; }

    /// <summary>sigma^2 (X'V^-1 X)^-1, p x p.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Satterthwaite's degrees of freedom of each fixed effect.</summary>
    public required double[] DegreesOfFreedom { get; init; }

    /// <summary>The random terms, those with most levels first.</summary>
    public required IReadOnlyList<RandomTermFit> Random { get; init; }

    /// <summary>Residual standard deviation.</summary>
    public required double Sigma { get; init; }

    /// <summary>-2 log L, restricted by REML.</summary>
    public required double Criterion { get; init; }

    /// <summary>Whether it is the restricted likelihood.</summary>
    public required bool Reml { get; init; }

    /// <summary>True where lme4's <c>isSingular</c> would say so.</summary>
    public required bool Singular { get; init; }

    /// <summary>Rows used.</summary>
    public required int Rows { get; init; }

    /// <summary>What the optimiser did.</summary>
    public required OptimiserTrail Trail { get; init; }

    /// <summary>log L.</summary>
    public double LogLikelihood => -Criterion / 2;

    /// <summary>Parameters: fixed effects, elements of theta, sigma.</summary>
    public int Parameters => FixedNames.Count + Random.Sum(r => r.Theta.Length) + 1;

    /// <summary>Akaike's criterion.</summary>
    public double Aic => Criterion + 2 * Parameters;

    /// <summary>Schwarz's criterion.</summary>
    public double Bic => Criterion + Math.Log(Rows) * Parameters;

    /// <summary>Standard error of a fixed effect.</summary>
    public double StandardError(int term) => Math.Sqrt(Covariance[term, term]);
}

/// <summary>A random term of a fit.</summary>
/// <param name="Group">Name of the grouping factor.</param>
/// <param name="Names">Names of its q columns.</param>
/// <param name="Levels">Levels of the grouping factor.</param>
/// <param name="Theta">Lower triangle of the relative covariance factor, column by column.</param>
/// <param name="Covariance">q x q.</param>
/// <param name="Effects">Conditional modes of the random effects, levels x q.</param>
public sealed record RandomTermFit(string Group, IReadOnlyList<string> Names, IReadOnlyList<string> Levels, double[] Theta, double[,] Covariance, double[,] Effects)
{
    /// <summary>Standard deviation of a column's effects.</summary>
    public double StandardDeviation(int column) => Math.Sqrt(Covariance[column, column]);

    /// <summary>Correlation of two columns' effects; NaN where one does not vary.</summary>
    public double Correlation(int a, int b) => Covariance[a, b] / (StandardDeviation(a) * StandardDeviation(b));
}
