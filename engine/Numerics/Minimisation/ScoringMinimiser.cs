namespace IpdEngine.Numerics.Minimisation;

/// <summary>
/// Fisher scoring far from the minimum, Newton near it, both damped as Levenberg and Marquardt do. It never throws for want of
/// convergence and keeps its best point.
/// </summary>
/// <remarks>
/// Step: (H + lambda diag(H)) s = -g. lambda falls while the quadratic model predicts well and rises where a step fails.
/// Sources: Marquardt (1963), doi 10.1137/0111030; Nielsen (1999), Damping parameter in Marquardt's method, IMM-REP-1999-05 (update of lambda).
/// </remarks>
public static class ScoringMinimiser
{
    /// <summary>Minimises an objective from a starting point.</summary>
    /// <param name="objective">What to minimise; left at the returned point.</param>
    /// <param name="start">Starting point.</param>
    /// <param name="tolerance">The gradient has vanished where g'H^-1 g is at or below this (in units of the objective).</param>
    /// <param name="maximumIterations">Limit of steps tried.</param>
    /// <param name="newtonBelow">The exact curvature takes over where g'H^-1 g is at or below this.</param>
    /// <param name="floor">A value below it means that there is no minimum.</param>
    /// <param name="cancellation">Stops the search by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The start's length is not the objective's count.</exception>
    public static Minimum Minimise(
        Objective objective, ReadOnlySpan<double> start, double tolerance = 1e-12, int maximumIterations = 200, double newtonBelow = 1.0,
        double floor = double.NegativeInfinity, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var n = objective.Count;
        if (start.Length != n)
            throw new ArgumentException($"found {start.Length} starting values, expected {n}", nameof(start));
        var point = start.ToArray();
        var trial = new double[n];
        var gradient = new double[n];
        var step = new double[n];
        var curvature = new double[n * n];
        var factor = new double[n * n];
        var value = objective.Value(point);
        var evaluations = 1;
        if (!double.IsFinite(value))
            return new Minimum(point, value, [], StopReason.StartUndefined, 0, evaluations, double.NaN);

        double lambda = 0, growth = 2, decrement = double.NaN;
        bool exact = false, fresh = true, atPoint = true;
        var reason = StopReason.IterationLimit;
        var iteration = 0;
        while (iteration < maximumIterations)
        {
            cancellation.ThrowIfCancellationRequested();
            if (fresh)
            {
                objective.Gradient(gradient);
                decrement = Measure(objective, curvature, gradient, factor, step, ref exact, ref newtonBelow);
                fresh = false;
                if (decrement <= tolerance)
                {
                    reason = StopReason.GradientVanished;
                    break;
                }
            }

            iteration++;
            if (!DampedStep(curvature, gradient, factor, step, lambda))
            {
                lambda = lambda == 0 ? 1e-3 : lambda * 10;
                if (lambda <= 1e12)
                    continue;
                reason = StopReason.NoDescent;
                break;
            }

            for (var i = 0; i < n; i++)
                trial[i] = point[i] + step[i];
            var trialValue = objective.Value(trial);
            atPoint = false;
            evaluations++;
            var predicted = Predicted(curvature, gradient, step);
            var gain = (value - trialValue) / predicted;
            // At the floor of rounding neither value can be told from the other: a step that keeps the value is then taken.
            var rounding = 1e-13 * (1 + Math.Abs(value));
            var roundingOnly = predicted <= rounding && trialValue - value <= rounding;
            if ((double.IsFinite(trialValue) && gain > 1e-4) || roundingOnly)
            {
                (point, trial) = (trial, point);
                value = trialValue;
                fresh = atPoint = true;
                growth = 2;
                lambda = roundingOnly || gain > 0.9 ? lambda * 0.1 : lambda * Relief(gain);
                if (lambda < 1e-7)
                    lambda = 0;
                if (value >= floor)
                    continue;
                reason = StopReason.Unbounded;
                break;
            }

            lambda = Math.Max(1e-3, lambda * growth);
            growth *= 2;
            if (lambda <= 1e12)
                continue;
            reason = StopReason.NoDescent;
            break;
        }

        if (!atPoint)
        {
            objective.Value(point);
            evaluations++;
        }

        if (fresh)
            objective.Gradient(gradient);
        return new Minimum(point, value, gradient, reason, iteration, evaluations, decrement);
    }

    // g'H^-1 g with the curvature that suits the distance: the stand-in far off, the exact one near by where it is positive definite.
    private static double Measure(
        Objective objective, double[] curvature, double[] gradient, double[] factor, double[] step, ref bool exact, ref double newtonBelow)
    {
        objective.Curvature(curvature, exact);
        var decrement = Decrement(curvature, gradient, factor, step);
        if (!exact && decrement <= newtonBelow)
        {
            exact = true;
            objective.Curvature(curvature, exact);
            decrement = Decrement(curvature, gradient, factor, step);
        }

        if (double.IsNaN(decrement) && exact)
        {
            // Not positive definite here: the stand-in serves this step, and Newton has to be earned again.
            exact = false;
            newtonBelow *= 0.1;
            objective.Curvature(curvature, exact);
            decrement = Decrement(curvature, gradient, factor, step);
        }

        if (!double.IsNaN(decrement))
            return decrement;

        // Even the stand-in is singular: some direction is flat. A trace of damping measures the others.
        return DampedStep(curvature, gradient, factor, step, 1e-8) ? -VectorAlgebra.Dot(gradient, step) : double.NaN;
    }

    // Nielsen's factor for lambda after a step that gained this share of what was predicted.
    private static double Relief(double gain)
    {
        var cube = 2 * gain - 1;
        return Math.Max(1.0 / 3, 1 - cube * cube * cube);
    }

    private static double Decrement(double[] curvature, double[] gradient, double[] factor, double[] step)
    {
        var n = gradient.Length;
        curvature.CopyTo(factor, 0);
        if (!Cholesky.TryFactor(factor, n, 1e-13))
            return double.NaN;
        gradient.CopyTo(step, 0);
        Cholesky.SolveTransposed(factor, n, step);
        return VectorAlgebra.Dot(step, step);
    }

    private static bool DampedStep(double[] curvature, double[] gradient, double[] factor, double[] step, double lambda)
    {
        var n = gradient.Length;
        curvature.CopyTo(factor, 0);
        for (var i = 0; i < n; i++)
        {
            var diagonal = Math.Abs(factor[i * n + i]);
            factor[i * n + i] += lambda * (diagonal > 0 ? diagonal : 1);
        }

        if (!Cholesky.TryFactor(factor, n, 1e-13))
            return false;
        for (var i = 0; i < n; i++)
            step[i] = -gradient[i];
        Cholesky.Solve(factor, n, step);
        return true;
    }

    private static double Predicted(double[] curvature, double[] gradient, double[] step) =>
        -VectorAlgebra.Dot(gradient, step) - 0.5 * SymmetricAlgebra.QuadraticForm(curvature, gradient.Length, step);
}
