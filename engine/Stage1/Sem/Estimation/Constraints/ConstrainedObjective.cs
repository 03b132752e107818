using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Estimation.Constraints;

/// <summary>
/// An objective under constraints, as a function of x with theta = K x + c: F + sum (lambda h + rho h^2 / 2) over nonlinear equalities
/// + sum (max(0, mu - rho g)^2 - mu^2) / (2 rho) over inequalities g >= 0.
/// </summary>
/// <remarks>Augmented Lagrangian: Hestenes (1969), doi 10.1007/BF00927673; for inequalities Rockafellar (1973), doi 10.1007/BF00934777.</remarks>
internal sealed class ConstrainedObjective : Objective
{
    private readonly Objective _inner;
    private readonly ConstraintSet _set;
    private readonly double[] _theta;
    private readonly double[] _gradient;
    private readonly double[] _hessian;
    private readonly double[] _transposed;
    private readonly double[] _work;
    private readonly Jet[] _jets;

    public ConstrainedObjective(Objective inner, ConstraintSet set)
    {
        (_inner, _set) = (inner, set);
        var (q, r) = (set.Linear.Full, set.Linear.Reduced);
        Count = r;
        _theta = new double[q];
        _gradient = new double[q];
        _hessian = new double[q * q];
        _work = new double[q * r];
        _transposed = new double[q * r];
        for (var i = 0; i < q; i++)
            for (var j = 0; j < r; j++)
                _transposed[j * q + i] = set.Linear.Basis[i * r + j];
        _jets = new Jet[set.Others.Count];
        Multipliers = new double[set.Others.Count];
        Penalties = new double[set.Others.Count];
    }

    public override int Count { get; }

    /// <summary>lambda or mu of each constraint that is not eliminated.</summary>
    public double[] Multipliers { get; }

    /// <summary>rho of each.</summary>
    public double[] Penalties { get; }

    /// <summary>theta at the last point.</summary>
    public double[] Theta => _theta;

    /// <summary>F alone at the last point.</summary>
    public double Plain { get; private set; }

    /// <summary>Values of the constraints at the last point.</summary>
    public double ConstraintValue(int constraint) => _jets[constraint].Value;

    public override double Value(ReadOnlySpan<double> point)
    {
        _set.Expand(point, _theta);
        Plain = _inner.Value(_theta);
        var total = Plain;
        for (var c = 0; c < _jets.Length && double.IsFinite(total); c++)
        {
            _jets[c] = _set.Others[c].At(_theta);
            var (h, multiplier, penalty) = (_jets[c].Value, Multipliers[c], Penalties[c]);
            if (_set.Others[c].IsEquality)
            {
                total += (multiplier + 0.5 * penalty * h) * h;
            }
            else
            {
                var push = Math.Max(0, multiplier - penalty * h);
                total += penalty > 0 ? (push * push - multiplier * multiplier) / (2 * penalty) : 0;
            }
        }

        return double.IsFinite(total) ? total : double.PositiveInfinity;
    }

    public override void Gradient(Span<double> gradient)
    {
        _inner.Gradient(_gradient);
        for (var c = 0; c < _jets.Length; c++)
        {
            var (constraint, jet, force) = (_set.Others[c], _jets[c], Force(c));
            for (var i = 0; i < constraint.Places.Length; i++)
                _gradient[constraint.Places[i]] += force * jet.Gradient[i];
        }

        for (var j = 0; j < Count; j++)
            gradient[j] = VectorAlgebra.Dot(_transposed.AsSpan(j * _theta.Length, _theta.Length), _gradient);
    }

    public override void Curvature(Span<double> curvature, bool exact)
    {
        var q = _theta.Length;
        _inner.Curvature(_hessian, exact);
        for (var c = 0; c < _jets.Length; c++)
        {
            var (constraint, jet, force) = (_set.Others[c], _jets[c], Force(c));
            var (places, k) = (constraint.Places, constraint.Places.Length);
            var stiffness = constraint.IsEquality || force < 0 ? Penalties[c] : 0;
            for (var i = 0; i < k; i++)
                for (var j = 0; j < k; j++)
                    _hessian[places[i] * q + places[j]] += stiffness * jet.Gradient[i] * jet.Gradient[j] + (exact ? force * jet.Hessian[i * k + j] : 0);
        }

        SymmetricAlgebra.Congruence(_hessian, _transposed, curvature, _work, q, Count);
    }

    // What multiplies a constraint's gradient: lambda + rho h, or -max(0, mu - rho g).
    private double Force(int c) => _set.Others[c].IsEquality
        ? Multipliers[c] + Penalties[c] * _jets[c].Value
        : -Math.Max(0, Multipliers[c] - Penalties[c] * _jets[c].Value);
}
