namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>A fitted linear mixed model with one grouping factor.</summary>
internal sealed record MixedFit
{
    /// <summary>Names of the fixed effects.</summary>
    internal required IReadOnlyList<string> FixedNames { get; init; }

    /// <summary>beta.</summary>
    internal required double[] Coefficients { get; init; }

    /// <summary>sigma^2 (X'V^-1 X)^-1.</summary>
    internal required double[,] Covariance { get; init; }

    /// <summary>Satterthwaite's degrees of freedom of each fixed effect.</summary>
    internal required double[] DegreesOfFreedom { get; init; }

    /// <summary>Names of the random columns.</summary>
    internal required IReadOnlyList<string> RandomNames { get; init; }

    /// <summary>Lower triangle of Lambda by columns, diagonal at or above zero.</summary>
    internal required double[] Theta { get; init; }

    /// <summary>sigma^2 Lambda Lambda'.</summary>
    internal required double[,] RandomCovariance { get; init; }

    /// <summary>Residual standard deviation.</summary>
    internal required double Sigma { get; init; }

    /// <summary>REML criterion, or deviance by ML: -2 log L.</summary>
    internal required double Criterion { get; init; }

    /// <summary>True where lme4's isSingular would say so.</summary>
    internal required bool Singular { get; init; }

    /// <summary>Number of groups.</summary>
    internal required int Groups { get; init; }

    /// <summary>Number of rows.</summary>
    internal required int Rows { get; init; }

    /// <summary>What the optimiser did.</summary>
    internal required OptimiserTrail Trail { get; init; }

    /// <summary>Standard error of a fixed effect.</summary>
    internal double StandardError(int term) => Math.Sqrt(Covariance[term, term]);
}
