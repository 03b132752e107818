namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Where a search ended.</summary>
/// <param name="Lambda">The point, q x q of any shape: Lambda Lambda' is what counts.</param>
/// <param name="Deviance">The deviance there.</param>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="ScaledGradient">Largest element of the gradient in the Hessian's own metric, the root of twice the deviance still to be gained.</param>
/// <param name="Converged">True where that gain is nothing and the curvature is not negative.</param>
internal sealed record SearchEnd(double[] Lambda, double Deviance, int Iterations, double ScaledGradient, bool Converged);

/// <summary>Newton's method with exact Hessian, made to descend.</summary>
/// <remarks>
/// All q x q elements of Lambda move, unbounded: Lambda Lambda' may then change in any direction along a straight line, where the elements of
/// a triangle must run around a circle once the first variance nears zero (4 to 7 steps here, 20 to 70 there). Rotations of Lambda leave the
/// deviance as it is and have neither gradient nor, at a minimum, curvature.
/// </remarks>
internal sealed class NewtonSearch
{
    private const int MaximumIterations = 100;
    private const int MaximumHalvings = 40;

    /// <summary>Below this scaled gradient the quadratic model holds well enough to see where the search will end.</summary>
    private const double Near = 0.5;

    /// <summary>Below this scaled gradient nothing is left to gain: the deviance is within 1e-16 of its minimum.</summary>
    private const double Tolerance = 1e-8;

    private readonly ProfiledDeviance _deviance;
    private readonly int _q, _m;
    private readonly double[] _eigen, _vectors, _step, _trial;

    internal NewtonSearch(ProfiledDeviance deviance)
    {
        var q = _q = deviance.Products.Random;
        (_deviance, _m) = (deviance, q * q);
        Derivatives = new DevianceDerivatives(deviance, [.. from row in Enumerable.Range(0, q) from column in Enumerable.Range(0, q) select (row, column)]);
        (_eigen, _vectors, _step, _trial) = (new double[_m * _m], new double[_m * _m], new double[_m], new double[_m]);
    }

    internal DevianceDerivatives Derivatives { get; }

    /// <summary>Walks downhill from a start; the result's derivatives are in <see cref="Derivatives"/>, unless the walk ran into a known end and returns that.</summary>
    internal SearchEnd From(ReadOnlySpan<double> start, IReadOnlyList<SearchEnd> known)
    {
        var lambda = start.ToArray();
        var value = _deviance.Value(lambda);
        for (var iteration = 0; ; iteration++)
        {
            if (!double.IsFinite(value))
                return new SearchEnd(lambda, double.NaN, iteration, double.NaN, false);
            Derivatives.Compute();
            var (gradient, saddle) = Direction(lambda);
            if ((gradient < Tolerance && !saddle) || iteration == MaximumIterations)
                return new SearchEnd(lambda, value, iteration, gradient, gradient < Tolerance && !saddle);
            if (gradient < Near && known.FirstOrDefault(IsAhead(lambda)) is { } end)
                return end;
            if (!TryStep(lambda, ref value, gradient))
            {
                // No point on the way down is lower: rounding is all that is left, or the search has failed; the gradient says which.
                _deviance.Value(lambda);
                return new SearchEnd(lambda, value, iteration, gradient, gradient < 1e-4 && !saddle);
            }
        }
    }

    /// <summary>Whether the step leads to an end's covariance, to a thousandth.</summary>
    private Func<SearchEnd, bool> IsAhead(ReadOnlySpan<double> lambda)
    {
        for (var j = 0; j < _m; j++)
            _trial[j] = lambda[j] + _step[j];
        var ahead = RelativeFactor.Covariance(_trial, _q);
        return end =>
        {
            var there = RelativeFactor.Covariance(end.Lambda, _q);
            for (var j = 0; j < _m; j++)
                if (!(Math.Abs(ahead[j] - there[j]) < 1e-3 * (1 + Math.Abs(there[j]))))
                    return false;
            return end.Converged;
        };
    }

    private (double Gradient, bool Saddle) Direction(ReadOnlySpan<double> lambda)
    {
        Derivatives.Hessian.CopyTo(_eigen, 0);
        return ModifiedNewton.Step(_eigen, Derivatives.Gradient, lambda, 1e-7, _step, _vectors);
    }

    private bool TryStep(Span<double> lambda, ref double value, double gradient)
    {
        // Near the minimum the gain drowns in the deviance's own rounding: the quadratic model is then the better judge.
        var slack = gradient < 1e-3 ? 1e-10 * (1 + Math.Abs(value)) : 0;
        for (var (halving, length) = (0, 1.0); halving < MaximumHalvings; halving++, length /= 2)
        {
            for (var j = 0; j < _m; j++)
                _trial[j] = lambda[j] + length * _step[j];
            var trial = _deviance.Value(_trial);
            if (!(trial < value + slack))
                continue;
            _trial.CopyTo(lambda);
            value = trial;
            return true;
        }

        return false;
    }
}
