using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>The generalised Q statistic Q(tau2) = y'P(tau2)y: its roots are the Paule-Mandel estimate and the Q-profile limits.</summary>
internal static class GeneralisedQ
{
    private const int MaxIterations = 200;

    /// <summary>A root of Q(tau2) = target, or 0 where Q(0) is at or below it.</summary>
    internal readonly record struct QRoot(double Tau2, bool Converged, string Reason);

    /// <summary>Solves Q(tau2) = target on [0, inf).</summary>
    /// <remarks>
    /// Q(t) = sum_j z_j^2 / (l_j + t) in the residual space, so 1/Q is concave and nearly straight: Newton steps on 1/Q from the left climb to
    /// the root without passing it, in two to five steps. d(1/Q) = y'PPy / Q^2.
    /// </remarks>
    public static QRoot Root(WeightedRegression fit, double target)
    {
        var tau2 = 0.0;
        fit.Solve(0);
        if (fit.ResidualSum <= target)
            return new QRoot(0, true, "Q at tau-squared zero is not above its target: tau-squared is zero");
        var last = double.PositiveInfinity;
        for (var iteration = 1; iteration <= MaxIterations; iteration++)
        {
            var step = (fit.ResidualSum - target) / fit.SquaredForm() * fit.ResidualSum / target;
            tau2 += step;
            // At the floor of rounding steps no longer shrink, and may never fall to the last digit.
            var size = Math.Abs(step) / tau2;
            if (size <= 1e-14 || (size <= 1e-11 && size >= last))
                return new QRoot(tau2, true, $"Q(tau-squared) solved in {iteration} steps");
            last = size;
            fit.Solve(tau2);
        }
        return new QRoot(tau2, false, $"Q(tau-squared) was not solved in {MaxIterations} steps");
    }

    /// <summary>The Q-profile interval of tau-squared (Viechtbauer 2007, Stat Med 26:37).</summary>
    public static VarianceInterval Profile(WeightedRegression fit, double level)
    {
        double df = fit.K - fit.P;
        var upperTarget = ReferenceDistribution.ChiSquaredQuantile((1 - level) / 2, df);
        fit.Solve(0);
        if (fit.ResidualSum < upperTarget)
            return new VarianceInterval(0, 0, "the interval is empty: the effects are more alike than their sampling variances allow, so no tau-squared fits; shown as [0, 0]");
        var lower = Root(fit, ReferenceDistribution.ChiSquaredQuantile((1 + level) / 2, df));
        var upper = Root(fit, upperTarget);
        var note = lower.Converged && upper.Converged ? null : "a limit was not found";
        return new VarianceInterval(lower.Converged ? lower.Tau2 : double.NaN, upper.Converged ? upper.Tau2 : double.NaN, note);
    }
}
