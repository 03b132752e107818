using IpdEngine.Numerics.Random;

namespace IpdEngine.Simulation;

/// <summary>A covariance matrix of an alliance and a symptom part.</summary>
/// <param name="Alliance">Variance of the alliance part.</param>
/// <param name="Symptom">Variance of the symptom part.</param>
/// <param name="Both">Their covariance.</param>
public readonly record struct PairCovariance(double Alliance, double Symptom, double Both)
{
    /// <summary>True where it is positive semi-definite: something that can be drawn from.</summary>
    public bool IsCovariance => Alliance >= 0 && Symptom >= 0 && Both * Both <= Alliance * Symptom * (1 + 1e-12);

    /// <summary>A matrix from two variances and a correlation.</summary>
    public static PairCovariance Of(double alliance, double symptom, double correlation) =>
        new(alliance, symptom, correlation * Math.Sqrt(alliance * symptom));

    /// <summary>The sum of two independent parts.</summary>
    public static PairCovariance operator +(PairCovariance x, PairCovariance y) => new(x.Alliance + y.Alliance, x.Symptom + y.Symptom, x.Both + y.Both);

    /// <summary>What is left of a part.</summary>
    public static PairCovariance operator -(PairCovariance x, PairCovariance y) => new(x.Alliance - y.Alliance, x.Symptom - y.Symptom, x.Both - y.Both);

    /// <summary>The same as the operator +.</summary>
    public PairCovariance Add(PairCovariance other) => this + other;

    /// <summary>The same as the operator -.</summary>
    public PairCovariance Subtract(PairCovariance other) => this - other;

    /// <summary>A normal draw: two numbers of the stream, whatever the matrix.</summary>
    public (double Alliance, double Symptom) Draw(Philox stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (first, second) = (stream.NextNormal(), stream.NextNormal());
        if (Alliance <= 0)
            return (0, Math.Sqrt(Math.Max(0, Symptom)) * second);
        var root = Math.Sqrt(Alliance);
        return (root * first, Both / root * first + Math.Sqrt(Math.Max(0, Symptom - Both * Both / Alliance)) * second);
    }
}
