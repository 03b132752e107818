namespace IpdEngine.Numerics.Minimisation;

/// <summary>A smooth function to minimise, with its gradient and curvature at the last point evaluated.</summary>
public abstract class Objective
{
    /// <summary>Number of variables.</summary>
    public abstract int Count { get; }

    /// <summary>The value at a point; positive infinity where it is not defined. Later calls of the other members refer to this point.</summary>
    public abstract double Value(ReadOnlySpan<double> point);

    /// <summary>The gradient at the last point evaluated.</summary>
    public abstract void Gradient(Span<double> gradient);

    /// <summary>The curvature at the last point evaluated, n x n, both triangles.</summary>
    /// <param name="curvature">Overwritten.</param>
    /// <param name="exact">
    /// False asks for a positive semi-definite stand-in (expected information, Gauss-Newton), true for the exact second derivatives.
    /// An objective with only one of them gives that one.
    /// </param>
    public abstract void Curvature(Span<double> curvature, bool exact);
}
