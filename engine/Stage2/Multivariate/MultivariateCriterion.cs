using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;

namespace IpdEngine.Stage2.Multivariate;

/// <summary>-2 log L (restricted or not) of several outcomes a study, as a function of the between-study parameters.</summary>
/// <remarks>
/// Study i has outcomes o_i with estimates y_i and covariance S_i; V_i = S_i + Sigma[o_i, o_i], W_i = V_i^-1 set into p x p zeros, A = sum W_i,
/// b = A^-1 sum W_i y_i, u_i = W_i (y_i - b). Then -2 log L = (n - p) log 2 pi + sum log|V_i| + log|A| - log|X'X| + sum r'u (REML; ML
/// without the determinants of A and X'X and with n), and d(-2 log L) = tr(M dSigma) with M = sum (W_i - W_i A^-1 W_i - u_i u_i').
/// Expected information: tr(P G_a P G_b) with P = V^-1 - V^-1 X A^-1 X'V^-1; exact: 2 u'G_a P G_b u - tr(P G_a P G_b) + tr(M d2Sigma).
/// All sums run over studies in order, in p x p: nothing of size n x n is formed.
/// Source: Jackson, Riley and White 2011, Stat Med 30:2481; Harville 1977, JASA 72:320.
/// </remarks>
internal sealed class MultivariateCriterion(StudyVectors data, BetweenModel between, bool restricted) : Objective
{
    private readonly VectorMoments _moments = new(data, restricted);
    private readonly double[] _parameters = new double[between.Count];
    private readonly double[] _sigma = new double[data.P * data.P];
    private readonly double[] _jacobian = new double[data.P * data.P * between.Count];
    private readonly double[] _square = new double[data.P * data.P * data.P * data.P];
    private readonly double[] _work = new double[data.P * data.P * between.Count];
    private readonly double[] _m = new double[data.P * data.P];

    public override int Count => between.Count;

    /// <summary>Everything known at the last point.</summary>
    public VectorMoments Moments => _moments;

    /// <summary>Sigma at the last point (p x p).</summary>
    public double[] Sigma => _sigma;

    public override double Value(ReadOnlySpan<double> point)
    {
        point.CopyTo(_parameters);
        between.Fill(_parameters, _sigma);
        return _moments.Solve(_sigma);
    }

    public override void Gradient(Span<double> gradient)
    {
        _moments.Derivative(_m);
        between.Jacobian(_parameters, _jacobian);
        gradient.Clear();
        for (var e = 0; e < _m.Length; e++)
            for (var a = 0; a < Count; a++)
                gradient[a] += _m[e] * _jacobian[e * Count + a];
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        _moments.Information(_square, exact);
        between.Jacobian(_parameters, _jacobian);
        SymmetricAlgebra.Sandwich(_square, _jacobian, curvature, _work, _m.Length, Count);
        if (!exact)
            return;
        _moments.Derivative(_m);
        between.AddSecondDerivatives(_parameters, _m, curvature);
    }
}
