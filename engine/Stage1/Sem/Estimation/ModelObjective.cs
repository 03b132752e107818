using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Likelihood;
using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation;

/// <summary>-2 log L as a function of a model's free parameters: the chain rule over the moments.</summary>
internal sealed class ModelObjective : Objective
{
    private readonly NormalLikelihood _likelihood;
    private readonly MomentCurvature _secondTerm;
    private readonly double[] _momentGradient;
    private readonly double[] _momentCurvature;
    private readonly double[] _work;
    private readonly double[] _curvature;

    // Which curvature was formed at the last point: what the minimiser formed at the end is not formed again.
    private bool? _formed;

    public ModelObjective(ModelStructure model, NormalLikelihood likelihood)
    {
        _likelihood = likelihood;
        Moments = new ImpliedMoments(model);
        _secondTerm = new MomentCurvature(model);
        Count = model.FreeCount;
        var m = likelihood.MomentCount;
        _momentGradient = new double[m];
        _momentCurvature = new double[m * m + 4];
        Jacobian = new double[Count * m];
        _work = new double[Count * m];
        _curvature = new double[Count * Count];
    }

    public override int Count { get; }

    /// <summary>The implied moments at the last point.</summary>
    public ImpliedMoments Moments { get; }

    /// <summary>d beta' / d theta, q x m, at the last point differentiated.</summary>
    public double[] Jacobian { get; }

    public override double Value(ReadOnlySpan<double> point)
    {
        _formed = null;
        return Moments.Evaluate(point) ? _likelihood.Evaluate(Moments.Mean, Moments.Covariance) : double.PositiveInfinity;
    }

    public override void Gradient(Span<double> gradient)
    {
        var m = _likelihood.MomentCount;
        _likelihood.Differentiate();
        _likelihood.Gradient(_momentGradient);
        Moments.Jacobian(Jacobian);
        for (var i = 0; i < Count; i++)
            gradient[i] = VectorAlgebra.Dot(Jacobian.AsSpan(i * m, m), _momentGradient);
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        if (_formed != exact)
        {
            var m = _likelihood.MomentCount;
            _likelihood.Curvature(_momentCurvature, exact);
            SymmetricAlgebra.Congruence(_momentCurvature.AsSpan(0, m * m), Jacobian, _curvature, _work, m, Count);
            if (exact)
                _secondTerm.Add(Moments, _likelihood.MeanGradient, _likelihood.CovarianceGradient, _curvature);
            _formed = exact;
        }

        _curvature.CopyTo(curvature);
    }
}
