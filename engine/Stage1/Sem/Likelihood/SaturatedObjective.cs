using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;

namespace IpdEngine.Stage1.Sem.Likelihood;

/// <summary>-2 log L with every mean and covariance free: the variables are (mu, vech Sigma) themselves.</summary>
internal sealed class SaturatedObjective(NormalLikelihood likelihood) : Objective
{
    private readonly double[] _covariance = new double[likelihood.Table.Columns * likelihood.Table.Columns];
    private readonly double[] _curvature = new double[likelihood.MomentCount * likelihood.MomentCount];

    public override int Count => likelihood.MomentCount;

    // The last curvature at the last point, so that what the minimiser formed at the end is not formed again.
    private bool? _formed;

    public override double Value(ReadOnlySpan<double> point)
    {
        _formed = null;
        var p = likelihood.Table.Columns;
        Vech.Unstack(point[p..], p, _covariance);
        return likelihood.Evaluate(point[..p], _covariance);
    }

    public override void Gradient(Span<double> gradient)
    {
        likelihood.Differentiate();
        likelihood.Gradient(gradient);
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        if (_formed != exact)
            likelihood.Curvature(_curvature, exact);
        _formed = exact;
        _curvature.AsSpan(0, Count * Count).CopyTo(curvature);
    }
}
