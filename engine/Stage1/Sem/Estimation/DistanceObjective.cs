using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>
/// The quadratic distance of a model's moments from the saturated ones, r'H r / 2 with H the curvature of -2 log L at the saturated
/// maximum: what -2 log L looks like from there. Its minimum costs no pass over the data and lies within a Newton step or two of the
/// maximum likelihood estimates.
/// </summary>
/// <remarks>Source: minimum distance estimation with optimal weights, Ferguson (1958), doi 10.1214/aoms/1177706438.</remarks>
internal sealed class DistanceObjective : Objective
{
    private readonly ImpliedMoments _moments;
    private readonly double[] _target;
    private readonly double[] _weight;
    private readonly double[] _residual;
    private readonly double[] _weighted;
    private readonly double[] _jacobian;
    private readonly double[] _work;
    private readonly int _p;

    public DistanceObjective(ModelStructure model, double[] target, double[] weight)
    {
        _moments = new ImpliedMoments(model);
        (_target, _weight) = (target, weight);
        _p = model.Observed;
        Count = model.FreeCount;
        _residual = new double[target.Length];
        _weighted = new double[target.Length];
        _jacobian = new double[Count * target.Length];
        _work = new double[Count * target.Length];
    }

    public override int Count { get; }

    public override double Value(ReadOnlySpan<double> point)
    {
        if (!_moments.Evaluate(point))
            return double.PositiveInfinity;
        var m = _target.Length;
        _moments.Mean.CopyTo(_residual, 0);
        Vech.Stack(_moments.Covariance, _p, _residual.AsSpan(_p));
        for (var i = 0; i < m; i++)
            _residual[i] -= _target[i];
        SymmetricAlgebra.Multiply(_residual, _weight, _weighted, 1, m, m);
        return 0.5 * VectorAlgebra.Dot(_residual, _weighted);
    }

    public override void Gradient(Span<double> gradient)
    {
        var m = _target.Length;
        _moments.Jacobian(_jacobian);
        for (var i = 0; i < Count; i++)
            gradient[i] = VectorAlgebra.Dot(_jacobian.AsSpan(i * m, m), _weighted);
    }

    public override void Curvature(Span<double> curvature, bool exact) =>
        SymmetricAlgebra.Congruence(_weight, _jacobian, curvature, _work, _target.Length, Count);
}
