namespace IpdEngine.Numerics.Minimisation;

/// <summary>
/// Fisher scoring far from the minimum, Newton near it or where scoring stalls, both damped as Levenberg and Marquardt do. It never throws for
/// want of convergence and keeps its best point.
/// </summary>
/// <remarks>
/// Step: (H + lambda D) s = -g, D the diagonal of the positive semi-definite stand-in, so that an indefinite H is damped until it is safe. lambda falls
/// while the quadratic model predicts well and rises where a step fails. Sources: Marquardt (1963), doi 10.1137/0111030; Nielsen (1999), Damping
/// parameter in Marquardt's method, IMM-REP-1999-05 (update of lambda).
/// </remarks>
public static class ScoringMinimiser
{
    private const double LargestDamping = 1e12;

    // Where rounding keeps the gradient from vanishing altogether: this many steps without halving it, at no more than so many times the tolerance.
    private const int StepsWithoutGain = 20;
    private const double FloorOfRounding = 100;

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
        var work = new Workspace(n);
        var value = objective.Value(point);
        var evaluations = 1;
        if (!double.IsFinite(value))
            return new Minimum(point, value, [], StopReason.StartUndefined, 0, evaluations, double.NaN);
        double lambda = 0, growth = 2, decrement = double.NaN, lowest = double.PositiveInfinity;
        bool exact = false, fresh = true, atPoint = true;
        var reason = StopReason.IterationLimit;
        int iteration = 0, lowered = 0;
        List<MinimisationStep> history = [];
        while (iteration < maximumIterations)
        {
            cancellation.ThrowIfCancellationRequested();
            if (fresh)
            {
                objective.Gradient(work.Gradient);
                decrement = work.Measure(objective, newtonBelow, ref exact);
                fresh = false;
                history.Add(new MinimisationStep(iteration, value, decrement, exact));
                if (decrement < 0.5 * lowest)
                    (lowest, lowered) = (decrement, iteration);
                if (decrement <= tolerance || (decrement <= FloorOfRounding * tolerance && iteration - lowered >= StepsWithoutGain))
                {
                    reason = StopReason.GradientVanished;
                    break;
                }
            }

            iteration++;
            if (!work.DampedStep(lambda))
            {
                lambda = lambda == 0 ? 1e-3 : lambda * 4;
                if (lambda <= LargestDamping)
                    continue;
                reason = StopReason.NoDescent;
                break;
            }

            for (var i = 0; i < n; i++)
                trial[i] = point[i] + work.Step[i];
            var trialValue = objective.Value(trial);
            atPoint = false;
            evaluations++;
            var predicted = work.Predicted();
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

            // Where scoring's model of the function fails, the function's own curvature takes over from the next point.
            exact = true;
            lambda = Math.Max(1e-3, lambda * growth);
            growth *= 2;
            if (lambda <= LargestDamping)
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
            objective.Gradient(work.Gradient);
        return new Minimum(point, value, work.Gradient, reason, iteration, evaluations, decrement) { History = history };
    }

    // Nielsen's factor for lambda after a step that gained this share of what was predicted.
    private static double Relief(double gain)
    {
        var cube = 2 * gain - 1;
        return Math.Max(1.0 / 3, 1 - cube * cube * cube);
    }

    /// <summary>Gradient, curvature and step at the current point.</summary>
    private sealed class Workspace(int n)
    {
        private readonly double[] _curvature = new double[n * n];
        private readonly double[] _factor = new double[n * n];
        private readonly double[] _damping = new double[n];
        private bool _factored;

        public double[] Gradient { get; } = new double[n];

        public double[] Step { get; } = new double[n];

        /// <summary>g'H^-1 g with the curvature that suits the place; positive infinity where that is not positive definite.</summary>
        public double Measure(Objective objective, double newtonBelow, ref bool exact)
        {
            var decrement = 0.0;
            if (!exact)
            {
                objective.Curvature(_curvature, exact);
                KeepDamping();
                decrement = Decrement();
            }

            if (exact || decrement <= newtonBelow)
            {
                exact = true;
                objective.Curvature(_curvature, exact);
                decrement = Decrement();
            }

            if (!double.IsNaN(decrement))
                return decrement;

            // Singular: some direction is flat. A trace of damping measures the others; a direction of negative curvature it cannot mend.
            return DampedStep(1e-8) ? -VectorAlgebra.Dot(Gradient, Step) : double.PositiveInfinity;
        }

        // The scale of damping is the stand-in's, last formed where scoring ended.
        private void KeepDamping()
        {
            for (var i = 0; i < n; i++)
                _damping[i] = _curvature[i * n + i] > 0 ? _curvature[i * n + i] : 1;
        }

        /// <summary>Solves for the step; false where the damped curvature is not positive definite.</summary>
        public bool DampedStep(double lambda)
        {
            if (!(_factored && lambda == 0))
            {
                _factored = false;
                _curvature.CopyTo(_factor, 0);
                for (var i = 0; i < n; i++)
                    _factor[i * n + i] += lambda * _damping[i];
                if (!Cholesky.TryFactor(_factor, n, 1e-13))
                    return false;
            }

            for (var i = 0; i < n; i++)
                Step[i] = -Gradient[i];
            Cholesky.Solve(_factor, n, Step);
            return true;
        }

        /// <summary>Drop that the quadratic model promises for the step.</summary>
        public double Predicted() => -VectorAlgebra.Dot(Gradient, Step) - 0.5 * SymmetricAlgebra.QuadraticForm(_curvature, n, Step);

        private double Decrement()
        {
            _curvature.CopyTo(_factor, 0);
            _factored = Cholesky.TryFactor(_factor, n, 1e-13);
            if (!_factored)
                return double.NaN;
            Gradient.CopyTo(Step, 0);
            Cholesky.SolveTransposed(_factor, n, Step);
            return VectorAlgebra.Dot(Step, Step);
        }
    }
}
