using IpdEngine.Numerics;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>-2 log L as a function of a model's free parameters: the chain rule over the moments, summed over groups.</summary>
internal sealed class ModelObjective : LikelihoodObjective
{
    private readonly NormalLikelihood[] _likelihoods;
    private readonly ImpliedMoments[] _moments;
    private readonly MomentCurvature[] _secondTerms;
    private readonly double[][] _jacobians;
    private readonly double[] _momentGradient;
    private readonly double[] _momentCurvature;
    private readonly double[] _work;
    private readonly double[] _curvature;
    private readonly double[] _part;

    // Which curvature was formed at the last point: what the minimiser formed at the end is not formed again.
    private bool? _formed;

    public ModelObjective(ModelStructure model, NormalLikelihood likelihood)
        : this(model, [likelihood])
    {
    }

    public ModelObjective(ModelStructure model, NormalLikelihood[] likelihoods)
    {
        _likelihoods = likelihoods;
        _moments = [.. likelihoods.Select((_, g) => new ImpliedMoments(model, g))];
        _secondTerms = [.. likelihoods.Select((_, g) => new MomentCurvature(model, g))];
        Count = model.FreeCount;
        var m = likelihoods[0].MomentCount;
        _momentGradient = new double[m];
        _momentCurvature = new double[m * m];
        _jacobians = [.. likelihoods.Select(_ => new double[Count * m])];
        _work = new double[Count * m];
        _curvature = new double[Count * Count];
        _part = likelihoods.Length > 1 ? new double[Count * Count] : _curvature;
    }

    public override int Count { get; }

    public override IReadOnlyList<ImpliedMoments> Moments => _moments;

    public override IReadOnlyList<double[]> Jacobians => _jacobians;

    public override double Value(ReadOnlySpan<double> point)
    {
        _formed = null;
        var total = 0.0;
        for (var g = 0; g < _likelihoods.Length; g++)
        {
            if (!_moments[g].Evaluate(point))
                return double.PositiveInfinity;
            total += _likelihoods[g].Evaluate(_moments[g].Mean, _moments[g].Covariance);
        }

        return total;
    }

    public override void Gradient(Span<double> gradient)
    {
        var m = _likelihoods[0].MomentCount;
        for (var g = 0; g < _likelihoods.Length; g++)
        {
            _likelihoods[g].Differentiate();
            _likelihoods[g].Gradient(_momentGradient);
            _moments[g].Jacobian(_jacobians[g]);
            for (var i = 0; i < Count; i++)
                gradient[i] = (g == 0 ? 0 : gradient[i]) + VectorAlgebra.Dot(_jacobians[g].AsSpan(i * m, m), _momentGradient);
        }
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        if (_formed != exact)
        {
            var m = _likelihoods[0].MomentCount;
            for (var g = 0; g < _likelihoods.Length; g++)
            {
                _likelihoods[g].Curvature(_momentCurvature, exact);
                var target = g == 0 ? _curvature : _part;
                SymmetricAlgebra.Congruence(_momentCurvature.AsSpan(0, m * m), _jacobians[g], target, _work, m, Count);
                if (exact)
                    _secondTerms[g].Add(_moments[g], _likelihoods[g].MeanGradient, _likelihoods[g].CovarianceGradient, target);
                if (g > 0)
                    VectorAlgebra.AddScaled(1, _part, _curvature);
            }

            _formed = exact;
        }

        _curvature.CopyTo(curvature);
    }
}
