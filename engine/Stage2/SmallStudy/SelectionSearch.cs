using IpdEngine.Numerics;
using IpdEngine.Numerics.Minimisation;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>The end of a search.</summary>
/// <param name="Point">b, tau2, d_2 .. d_J.</param>
/// <param name="LogLikelihood">There.</param>
/// <param name="Covariance">Inverse of the observed information of the parameters that press against no bound (n x n, NaN elsewhere); null where that is not positive definite.</param>
/// <param name="Converged">True where the gradient vanished and the information is positive definite.</param>
/// <param name="Reason">How it ended.</param>
internal sealed record SelectionMaximum(double[] Point, double LogLikelihood, double[]? Covariance, bool Converged, string Reason);

/// <summary>
/// Maximises the likelihood of a selection model from several starts: quasi-Newton in (b, tau2, -log d) with tau2 at least 0 and d at most
/// <see cref="LargestWeight"/>, then Newton steps by the exact second derivatives.
/// </summary>
internal static class SelectionSearch
{
    /// <summary>The largest relative chance of being seen that is looked for (metafor's bound).</summary>
    public const double LargestWeight = 100;

    // g'H^-1 g at the end: twice the rise that is left, in units of the log likelihood.
    private const double Tolerance = 1e-14;
    private const int NewtonSteps = 30;

    // The weight of the second interval (the third has its square, and so on), and what is added to tau2.
    private static readonly (double Weight, double More)[] s_starts = [(1, 0), (0.3, 0), (0.1, 1), (3, 1)];

    /// <summary>The highest maximum that the starts lead to.</summary>
    /// <param name="likelihood">What to maximise, in units where sampling variances are about 1.</param>
    /// <param name="beta">Coefficients without selection (p).</param>
    /// <param name="tau2">Between-study variance without selection.</param>
    public static SelectionMaximum Highest(SelectionLikelihood likelihood, ReadOnlySpan<double> beta, double tau2)
    {
        SelectionMaximum? best = null;
        foreach (var (weight, more) in s_starts)
        {
            var start = new double[likelihood.Count];
            beta.CopyTo(start);
            start[beta.Length] = tau2 + more;
            for (var j = beta.Length + 1; j < start.Length; j++)
                start[j] = Math.Pow(weight, j - beta.Length);
            var found = From(likelihood, start, beta.Length);
            if (best is null || found.LogLikelihood > best.LogLikelihood + 1e-9 || found.Converged && !best.Converged && found.LogLikelihood > best.LogLikelihood - 1e-6)
                best = found;
        }
        return best!;
    }

    private static SelectionMaximum From(SelectionLikelihood likelihood, double[] start, int p)
    {
        var n = start.Length;
        var natural = new double[n];
        var lower = new double[n];
        Array.Fill(lower, double.NegativeInfinity);
        lower[p] = 0;
        lower.AsSpan(p + 1).Fill(-Math.Log(LargestWeight));
        var from = start.Select((value, j) => j > p ? -Math.Log(Math.Min(value, LargestWeight)) : value).ToArray();
        var end = QuasiNewtonMinimiser.Minimise(
            (point, gradient) =>
            {
                Natural(point, natural, p);
                var value = likelihood.Evaluate(natural, gradient, []);
                // d by -log d is -d.
                for (var j = 0; j < n; j++)
                    gradient[j] *= j > p ? natural[j] : -1;
                return -value;
            }, from, lower, 1e-6);
        Natural(end.Point, natural, p);
        return Polish(likelihood, natural, p);
    }

    private static void Natural(ReadOnlySpan<double> point, Span<double> natural, int p)
    {
        for (var j = 0; j < point.Length; j++)
            natural[j] = j > p ? Math.Exp(-point[j]) : point[j];
    }

    /// <summary>Newton on the parameters that are not pressed against a bound.</summary>
    private static SelectionMaximum Polish(SelectionLikelihood likelihood, double[] point, int p)
    {
        var n = point.Length;
        double[] gradient = new double[n], hessian = new double[n * n];
        var value = likelihood.Evaluate(point, gradient, hessian);
        for (var step = 0; step <= NewtonSteps; step++)
        {
            var free = Enumerable.Range(0, n).Where(j => !Pressed(j, point, gradient, p)).ToArray();
            if (Factor(free, hessian, n) is not { } factor)
                return new SelectionMaximum(point, value, null, false, "the likelihood is flat or has no maximum here: its curvature is not that of a maximum");
            var direction = free.Select(j => gradient[j]).ToArray();
            Cholesky.Solve(factor, free.Length, direction);
            var decrement = free.Select((j, f) => gradient[j] * direction[f]).Sum();
            if (decrement <= Tolerance)
                return new SelectionMaximum(point, value, Covariance(free, factor, n), true, Place(point, p));
            // Of a step too long, half is tried.
            var (length, moved) = (1.0, false);
            for (var halving = 0; halving < 40 && !moved; halving++, length *= 0.5)
            {
                var trial = (double[])point.Clone();
                for (var f = 0; f < free.Length; f++)
                    trial[free[f]] = Bounded(free[f], point[free[f]] + length * direction[f], p);
                var there = likelihood.Evaluate(trial, [], []);
                moved = there > value || there >= value - 1e-13 * Math.Abs(value) && decrement < 1e-9;
                if (moved)
                    point = trial;
            }
            if (!moved)
                return new SelectionMaximum(point, value, Covariance(free, factor, n), decrement < 1e-9, decrement < 1e-9 ? Place(point, p) : "no step raised the likelihood any more, with its slope not yet zero");
            value = likelihood.Evaluate(point, gradient, hessian);
        }
        return new SelectionMaximum(point, value, null, false, $"the slope of the likelihood did not vanish in {NewtonSteps} Newton steps");
    }

    private static double Bounded(int j, double value, int p) => j < p ? value : j == p ? Math.Max(0, value) : Math.Clamp(value, 1e-12, LargestWeight);

    private static bool Pressed(int j, double[] point, double[] gradient, int p) =>
        j == p ? point[j] <= 0 && gradient[j] <= 0 : j > p && point[j] >= LargestWeight && gradient[j] >= 0;

    private static double[]? Factor(int[] free, double[] hessian, int n)
    {
        var m = free.Length;
        var factor = new double[m * m];
        for (var a = 0; a < m; a++)
            for (var b = 0; b < m; b++)
                factor[a * m + b] = -hessian[free[a] * n + free[b]];
        return Cholesky.TryFactor(factor, m, 1e-13) ? factor : null;
    }

    /// <summary>Inverse of the information of the free parameters; NaN in rows and columns of the others.</summary>
    private static double[] Covariance(int[] free, double[] factor, int n)
    {
        var inverse = new double[n * n];
        Array.Fill(inverse, double.NaN);
        var column = new double[free.Length];
        for (var a = 0; a < free.Length; a++)
        {
            Array.Clear(column);
            column[a] = 1;
            Cholesky.Solve(factor, free.Length, column);
            for (var b = 0; b < free.Length; b++)
                inverse[free[a] * n + free[b]] = column[b];
        }
        return inverse;
    }

    private static string Place(double[] point, int p) =>
        "the slope of the likelihood vanishes" + (point[p] <= 0 ? "; tau-squared stands at zero" : "")
        + (point.Skip(p + 1).Any(d => d >= LargestWeight) ? $"; a chance of being seen stands at its bound of {LargestWeight}" : "");
}
