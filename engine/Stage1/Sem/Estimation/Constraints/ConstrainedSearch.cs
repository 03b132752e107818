using IpdEngine.Numerics.Minimisation;

namespace IpdEngine.Stage1.Sem.Estimation.Constraints;

/// <summary>Minimises under constraints: linear equalities eliminated, the others by multipliers that are renewed until all are met.</summary>
/// <remarks>Nocedal and Wright (2006), Numerical Optimization, algorithm 17.4; the penalty starts at the objective's own curvature along each constraint.</remarks>
internal static class ConstrainedSearch
{
    private const int MostRounds = 40;
    private const double MetWithin = 1e-9;
    private const double LargestGrowth = 1e10;

    /// <summary>The minimum in theta. It counts as converged only where the gradient of the Lagrangian vanished and every constraint is met.</summary>
    /// <param name="inner">The objective in theta; left at the point returned.</param>
    /// <param name="set">The constraints.</param>
    /// <param name="start">Starting values in theta.</param>
    /// <param name="minimise">Minimises an objective from a start.</param>
    public static Minimum Minimise(Objective inner, ConstraintSet set, double[] start, Func<Objective, double[], Minimum> minimise)
    {
        var objective = new ConstrainedObjective(inner, set);
        var x = set.Restrict(start);
        if (!double.IsFinite(objective.Value(x)))
            return new Minimum(objective.Theta, double.PositiveInfinity, [], StopReason.StartUndefined, 0, 1, double.NaN);
        SetPenalties(inner, objective, set);
        var (iterations, evaluations, worst) = (0, 1, double.PositiveInfinity);
        List<MinimisationStep> history = [];
        var first = (double[])objective.Penalties.Clone();
        Minimum search;
        for (var round = 1; ; round++)
        {
            search = minimise(objective, x);
            foreach (var step in search.History)
                history.Add(step with { Iteration = iterations + step.Iteration });
            (iterations, evaluations) = (iterations + search.Iterations, evaluations + search.Evaluations);
            x = search.Point;
            if (!double.IsFinite(search.Value) || set.Others.Count == 0)
                break;
            objective.Value(x);
            var violation = Violation(objective, set);
            if (violation <= MetWithin || round == MostRounds)
            {
                if (violation > MetWithin && search.Converged)
                    search = search with { Reason = StopReason.IterationLimit };
                break;
            }

            Renew(objective, set, grow: violation > 0.25 * worst, first);
            worst = violation;
        }

        objective.Value(x);
        var gradient = new double[set.Linear.Full];
        if (double.IsFinite(objective.Plain))
            inner.Gradient(gradient);
        return search with { Point = (double[])objective.Theta.Clone(), Value = objective.Plain, Gradient = gradient, Iterations = iterations, Evaluations = evaluations, History = history };
    }

    private static void SetPenalties(Objective inner, ConstrainedObjective objective, ConstraintSet set)
    {
        var q = set.Linear.Full;
        var (hessian, gradient) = (new double[q * q], new double[q]);
        inner.Gradient(gradient);
        inner.Curvature(hessian, exact: false);
        var mean = Enumerable.Range(0, q).Average(i => hessian[i * q + i]);
        for (var c = 0; c < set.Others.Count; c++)
        {
            var slope = set.Others[c].GradientAt(objective.Theta, q);
            var (length, stiffness) = (0.0, 0.0);
            for (var i = 0; i < q; i++)
            {
                length += slope[i] * slope[i];
                stiffness += slope[i] * slope[i] * hessian[i * q + i];
            }

            objective.Penalties[c] = length > 0 && double.IsFinite(stiffness) ? 10 * Math.Max(stiffness / (length * length), 1e-6 * mean / length) : Math.Max(mean, 1);
        }
    }

    // The largest distance from a constraint, in lengths of its gradient; an inequality may also be slack with no multiplier left.
    private static double Violation(ConstrainedObjective objective, ConstraintSet set)
    {
        var worst = 0.0;
        for (var c = 0; c < set.Others.Count; c++)
        {
            var value = objective.ConstraintValue(c);
            var slope = set.Others[c].GradientAt(objective.Theta, set.Linear.Full);
            var length = Math.Max(1e-8, Math.Sqrt(slope.Sum(s => s * s)));
            var miss = set.Others[c].IsEquality ? Math.Abs(value) : Math.Abs(Math.Min(value, objective.Multipliers[c] / objective.Penalties[c]));
            worst = Math.Max(worst, miss / length);
        }

        return worst;
    }

    private static void Renew(ConstrainedObjective objective, ConstraintSet set, bool grow, double[] first)
    {
        for (var c = 0; c < set.Others.Count; c++)
        {
            var (value, penalty) = (objective.ConstraintValue(c), objective.Penalties[c]);
            objective.Multipliers[c] = set.Others[c].IsEquality ? objective.Multipliers[c] + penalty * value : Math.Max(0, objective.Multipliers[c] - penalty * value);
            if (grow && penalty < LargestGrowth * first[c])
                objective.Penalties[c] = 10 * penalty;
        }
    }
}
