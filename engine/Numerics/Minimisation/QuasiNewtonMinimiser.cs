namespace IpdEngine.Numerics.Minimisation;

/// <summary>
/// BFGS with lower bounds by projection, for objectives with a gradient and no curvature. It never throws for want of convergence.
/// </summary>
/// <remarks>
/// The inverse curvature is kept for the free variables; a variable on its bound with the gradient pushing outwards is held. Backtracking
/// line search (Armijo). Source: Nocedal and Wright (2006), Numerical Optimization, chapter 6 and section 16.7.
/// </remarks>
public static class QuasiNewtonMinimiser
{
    /// <summary>Value and gradient of a function at a point.</summary>
    /// <param name="point">Where.</param>
    /// <param name="gradient">Filled with the gradient.</param>
    /// <returns>The value; positive infinity where it is not defined (the gradient is then ignored).</returns>
    public delegate double Evaluator(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Minimises from a starting point.</summary>
    /// <param name="evaluate">Value and gradient.</param>
    /// <param name="start">Starting point; moved onto the bounds where it lies below them.</param>
    /// <param name="lower">Lower bounds, or empty for none.</param>
    /// <param name="tolerance">The gradient has vanished where its projected elements are at or below this times max(1, |value|).</param>
    /// <param name="maximumIterations">Limit of iterations.</param>
    /// <param name="cancellation">Stops the search by an <see cref="OperationCanceledException"/>.</param>
    public static Minimum Minimise(
        Evaluator evaluate, ReadOnlySpan<double> start, ReadOnlySpan<double> lower = default, double tolerance = 1e-8, int maximumIterations = 500,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        var n = start.Length;
        if (!lower.IsEmpty && lower.Length != n)
            throw new ArgumentException($"found {lower.Length} lower bounds, expected {n} or none", nameof(lower));
        var bounds = lower.IsEmpty ? Unbounded(n) : lower.ToArray();
        double[] point = start.ToArray(), trial = new double[n], gradient = new double[n], trialGradient = new double[n], direction = new double[n];
        for (var i = 0; i < n; i++)
            point[i] = Math.Max(point[i], bounds[i]);
        var inverse = new double[n * n];
        SetIdentity(inverse, n);
        var value = evaluate(point, gradient);
        var evaluations = 1;
        if (!double.IsFinite(value))
            return new Minimum(point, value, [], StopReason.StartUndefined, 0, evaluations, double.NaN);
        var reset = true;
        for (var iteration = 0; iteration < maximumIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var slope = Descend(point, gradient, bounds, inverse, direction, out var largest);
            if (largest <= tolerance * Math.Max(1, Math.Abs(value)))
                return new Minimum(point, value, gradient, StopReason.GradientVanished, iteration, evaluations, -slope);
            var length = reset ? Math.Min(1, 1 / largest) : 1.0;
            var accepted = false;
            for (var halving = 0; halving < 60; halving++, length *= 0.5)
            {
                for (var i = 0; i < n; i++)
                    trial[i] = Math.Max(bounds[i], point[i] + length * direction[i]);
                var trialValue = evaluate(trial, trialGradient);
                evaluations++;
                if (!double.IsFinite(trialValue) || trialValue > value + 1e-4 * Projected(gradient, point, trial))
                    continue;
                Update(inverse, point, trial, gradient, trialGradient, reset);
                reset = false;
                (point, trial) = (trial, point);
                (gradient, trialGradient) = (trialGradient, gradient);
                value = trialValue;
                accepted = true;
                break;
            }

            if (accepted)
                continue;
            if (reset)
                return new Minimum(point, value, gradient, StopReason.NoDescent, iteration, evaluations, -slope);
            SetIdentity(inverse, n);
            reset = true;
        }

        return new Minimum(point, value, gradient, StopReason.IterationLimit, maximumIterations, evaluations, double.NaN);
    }

    private static double[] Unbounded(int n)
    {
        var bounds = new double[n];
        Array.Fill(bounds, double.NegativeInfinity);
        return bounds;
    }

    private static void SetIdentity(double[] inverse, int n)
    {
        Array.Clear(inverse);
        for (var i = 0; i < n; i++)
            inverse[i * n + i] = 1;
    }

    // Direction -H g over the variables that may move; returns the slope g'd and the largest projected gradient element.
    private static double Descend(double[] point, double[] gradient, double[] bounds, double[] inverse, double[] direction, out double largest)
    {
        var n = point.Length;
        double slope = 0;
        largest = 0;
        for (var i = 0; i < n; i++)
        {
            direction[i] = 0;
            if (Held(i, point, gradient, bounds))
                continue;
            largest = Math.Max(largest, Math.Abs(gradient[i]));
            for (var j = 0; j < n; j++)
                if (!Held(j, point, gradient, bounds))
                    direction[i] -= inverse[i * n + j] * gradient[j];
            slope += gradient[i] * direction[i];
        }

        if (slope < 0)
            return slope;
        slope = 0;
        for (var i = 0; i < n; i++)
        {
            direction[i] = Held(i, point, gradient, bounds) ? 0 : -gradient[i];
            slope += gradient[i] * direction[i];
        }

        SetIdentity(inverse, n);
        return slope;
    }

    private static bool Held(int i, double[] point, double[] gradient, double[] bounds) => point[i] <= bounds[i] && gradient[i] > 0;

    private static double Projected(double[] gradient, double[] from, double[] to)
    {
        var sum = 0.0;
        for (var i = 0; i < from.Length; i++)
            sum += gradient[i] * (to[i] - from[i]);
        return sum;
    }

    private static void Update(double[] inverse, double[] from, double[] to, double[] gradientFrom, double[] gradientTo, bool first)
    {
        var n = from.Length;
        var s = new double[n];
        var y = new double[n];
        for (var i = 0; i < n; i++)
            (s[i], y[i]) = (to[i] - from[i], gradientTo[i] - gradientFrom[i]);
        var sy = VectorAlgebra.Dot(s, y);
        var yy = VectorAlgebra.Dot(y, y);
        if (sy <= 1e-12 * Math.Sqrt(yy * VectorAlgebra.Dot(s, s)))
            return;
        if (first)
        {
            for (var i = 0; i < n; i++)
                inverse[i * n + i] = sy / yy;
        }

        var hy = new double[n];
        for (var i = 0; i < n; i++)
            hy[i] = VectorAlgebra.Dot(inverse.AsSpan(i * n, n), y);
        var scale = 1 + VectorAlgebra.Dot(y, hy) / sy;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                inverse[i * n + j] += (scale * s[i] * s[j] - hy[i] * s[j] - s[i] * hy[j]) / sy;
    }
}
