namespace IpdEngine.Stage2.Multivariate;

/// <summary>A structure of the between-study covariance matrix Sigma (p x p): free parameters in, Sigma and its derivatives out.</summary>
/// <remarks>Every structure is positive semi-definite at any parameter value, and reaches its boundary at finite values.</remarks>
internal abstract class BetweenModel
{
    /// <summary>Number of outcomes p.</summary>
    public required int Outcomes { get; init; }

    /// <summary>Number of parameters q.</summary>
    public abstract int Count { get; }

    /// <summary>Sigma (p x p, row by row) at the parameters.</summary>
    public abstract void Fill(ReadOnlySpan<double> parameters, Span<double> sigma);

    /// <summary>d Sigma / d parameters (p^2 x q).</summary>
    public abstract void Jacobian(ReadOnlySpan<double> parameters, Span<double> jacobian);

    /// <summary>Adds tr(M d2 Sigma / d a d b) to the curvature (q x q) for a symmetric M (p x p).</summary>
    public abstract void AddSecondDerivatives(ReadOnlySpan<double> parameters, ReadOnlySpan<double> m, Span<double> curvature);

    /// <summary>Parameters at which to start, from variances and one correlation of all pairs.</summary>
    public abstract double[] Start(ReadOnlySpan<double> variances, double correlation);

    /// <summary>Brings parameters that mean the same Sigma to one sign where that is possible.</summary>
    public virtual void Normalise(Span<double> parameters)
    {
    }

    /// <summary>Index of a (normalised) parameter outside the structure: Sigma is then a covariance matrix, but not of this structure. -1 where none is.</summary>
    public virtual int Outside(ReadOnlySpan<double> parameters) => -1;
}
