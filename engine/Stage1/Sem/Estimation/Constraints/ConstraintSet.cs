using IpdEngine.Stage1.Sem.Ram;

namespace IpdEngine.Stage1.Sem.Estimation.Constraints;

/// <summary>A model's constraints: linear equalities as theta = K x + c, the others as functions.</summary>
internal sealed class ConstraintSet
{
    // An inequality is active where it is met to this share of its gradient's length.
    private const double ActiveWithin = 1e-6;
    private readonly ParameterConstraint[] _all;
    private readonly int _q;

    private ConstraintSet(ParameterConstraint[] all, RowReduction linear, int q)
    {
        (_all, Linear, _q) = (all, linear, q);
        Others = [.. all.Where(c => !(c.IsEquality && c.IsLinear))];
    }

    /// <summary>The linear equalities, solved.</summary>
    public RowReduction Linear { get; }

    /// <summary>Nonlinear equalities and all inequalities.</summary>
    public IReadOnlyList<ParameterConstraint> Others { get; }

    /// <summary>The constraints of a table; null where it has none.</summary>
    /// <exception cref="ArgumentException">Two linear equalities contradict each other.</exception>
    public static ConstraintSet? Of(ParameterTable table)
    {
        var all = ParameterConstraint.Of(table).ToArray();
        if (all.Length == 0)
            return null;
        var q = table.FreeCount;
        var zero = new double[q];
        List<double[]> rows = [];
        List<double> right = [];
        var linear = all.Where(c => c.IsEquality && c.IsLinear).ToArray();
        foreach (var constraint in linear)
        {
            var jet = constraint.At(zero);
            rows.Add(constraint.Spread(jet, q));
            right.Add(-jet.Value);
        }

        var reduction = RowReduction.Of(rows, right, q);
        if (reduction.Contradiction >= 0)
        {
            var fault = linear[reduction.Contradiction];
            throw new ArgumentException($"constraint on line {fault.Line}: found '{fault.Text}', which contradicts those before it; expected constraints that can all be met");
        }

        return new ConstraintSet(all, reduction, q);
    }

    /// <summary>theta at x.</summary>
    public void Expand(ReadOnlySpan<double> x, Span<double> theta)
    {
        Linear.Offset.CopyTo(theta);
        for (var i = 0; i < Linear.Full; i++)
            for (var j = 0; j < Linear.Reduced; j++)
                theta[i] += Linear.Basis[i * Linear.Reduced + j] * x[j];
    }

    /// <summary>x at theta: the elements that it keeps.</summary>
    public double[] Restrict(ReadOnlySpan<double> theta)
    {
        var x = new double[Linear.Reduced];
        for (var j = 0; j < x.Length; j++)
            x[j] = theta[Linear.Kept[j]];
        return x;
    }

    /// <summary>The inequalities that hold with equality at a point.</summary>
    public IReadOnlyList<ParameterConstraint> ActiveAt(double[] theta) => [.. _all.Where(c => !c.IsEquality && IsActive(c, theta))];

    /// <summary>A basis of the directions in which a point can move: of all equalities, and of the inequalities given.</summary>
    public RowReduction TangentAt(double[] theta, IEnumerable<ParameterConstraint> active)
    {
        double[][] rows = [.. _all.Where(c => c.IsEquality).Concat(active).Select(c => c.GradientAt(theta, _q))];
        return RowReduction.Of(rows, new double[rows.Length], _q);
    }

    private bool IsActive(ParameterConstraint constraint, double[] theta)
    {
        var jet = constraint.At(theta);
        return jet.Value <= ActiveWithin * Math.Max(1e-8, Length(constraint.Spread(jet, _q)));
    }

    private static double Length(double[] vector)
    {
        var sum = 0.0;
        foreach (var value in vector)
            sum += value * value;
        return Math.Sqrt(sum);
    }
}
