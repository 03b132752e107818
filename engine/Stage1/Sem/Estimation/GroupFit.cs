using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>What a fit says of one group.</summary>
public sealed class GroupFit
{
    internal GroupFit(int rows, int patterns, ImpliedMoments moments, double[]? saturatedMean, double[]? saturated)
    {
        (Rows, Patterns, Moments, SaturatedMean, SaturatedCovariance) = (rows, patterns, moments, saturatedMean, saturated);
    }

    /// <summary>Rows of the likelihood.</summary>
    public int Rows { get; }

    /// <summary>Missing-data patterns.</summary>
    public int Patterns { get; }

    /// <summary>Implied means of the observed variables, p.</summary>
    public IReadOnlyList<double> Mean => Moments.Mean;

    /// <summary>Implied covariances of the observed variables, p x p row-major.</summary>
    public IReadOnlyList<double> Covariance => Moments.Covariance;

    /// <summary>Implied covariances of all variables, v x v row-major.</summary>
    public IReadOnlyList<double> VariableCovariance => Moments.Omega;

    /// <summary>Means of the saturated model, p; null where it was not fitted.</summary>
    public IReadOnlyList<double>? SaturatedMean { get; }

    /// <summary>Covariances of the saturated model, p x p; null where it was not fitted.</summary>
    public IReadOnlyList<double>? SaturatedCovariance { get; }

    /// <summary>(Residual) covariances of all variables, v x v row-major.</summary>
    public ReadOnlySpan<double> Residual => Moments.Residual;

    internal ImpliedMoments Moments { get; }
}
