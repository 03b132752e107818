using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Univariate;

/// <summary>The profile-likelihood interval of tau-squared: every value that a likelihood-ratio test does not reject.</summary>
/// <remarks>
/// Hardy and Thompson 1996, Stat Med 15:619: 2 (l(estimate) - l(tau2)) at most the chi-square (1) quantile of the level. The score is negative
/// beyond LikelihoodTau.Bound, so the search on that grid, carried on by doubling, meets every limit that the grid resolves.
/// </remarks>
public static class LikelihoodInterval
{
    private const int GridSteps = 64;
    private const int MaxIterations = 200;

    /// <summary>The interval of a fit by ML or REML.</summary>
    /// <param name="fit">The fit; its level is used.</param>
    /// <returns>The limits, said in the note where the set of values is not one piece; refused for other estimators, which have no likelihood.</returns>
    public static PoolOutcome<VarianceInterval> Of(UnivariateFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (fit.Options.Estimator is not (TauEstimator.ML or TauEstimator.REML))
            return PoolOutcome<VarianceInterval>.Refused(new PoolRefusal("estimator",
                $"found estimator {fit.Options.Estimator}, expected ML or REML: others maximise no likelihood; the Q-profile interval holds for all"));
        var rows = new CanonicalRows(fit.Effects);
        var model = new WeightedRegression(rows.Y, rows.V, OrthonormalDesign.From(rows.Columns, fit.K, out _)!);
        var restricted = fit.Options.Estimator == TauEstimator.REML;
        var floor = LikelihoodTau.LogLikelihood(model, fit.Tau2, restricted) - 0.5 * ReferenceDistribution.ChiSquaredQuantile(fit.Options.Level, 1);
        var limits = Crossings(model, fit.Tau2, floor, restricted);
        if (limits.Count == 0)
            return PoolOutcome<VarianceInterval>.Of(new VarianceInterval(0, double.PositiveInfinity, "the likelihood does not fall far enough for an upper limit"));
        // An odd number of crossings means that zero is inside.
        var low = limits.Count % 2 == 1 ? 0 : limits[0];
        var note = limits.Count > 2 ? "the likelihood has several maxima: the interval is the hull of separate pieces" : null;
        return PoolOutcome<VarianceInterval>.Of(new VarianceInterval(low, limits[^1], note));
    }

    private static List<double> Crossings(WeightedRegression model, double estimate, double floor, bool restricted)
    {
        var (low, high) = LikelihoodTau.Range(model);
        var bound = Math.Max(LikelihoodTau.Bound(model, low, high), estimate);
        var ratio = Math.Pow((bound + low) / low, 1.0 / GridSteps);
        List<double> crossings = [];
        var (left, leftRise) = (0.0, Rise(0));
        var scale = low;
        for (var step = 1; step <= GridSteps + MaxIterations; step++)
        {
            scale *= step <= GridSteps ? ratio : 2;
            var right = scale - low;
            // The maximum itself may lie between two points that are both outside.
            if (left < estimate && estimate < right)
                Advance(estimate);
            Advance(right);
            if (step > GridSteps && leftRise < 0)
                break;
        }
        return crossings;

        void Advance(double right)
        {
            var rise = Rise(right);
            if (rise < 0 != leftRise < 0)
                crossings.Add(Root(model, left, right, floor, restricted, rising: rise >= 0));
            (left, leftRise) = (right, rise);
        }

        double Rise(double tau2) => LikelihoodTau.LogLikelihood(model, tau2, restricted) - floor;
    }

    // Newton on the log likelihood within a bracket that it never leaves.
    private static double Root(WeightedRegression model, double left, double right, double floor, bool restricted, bool rising)
    {
        var tau2 = 0.5 * (left + right);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var rise = LikelihoodTau.LogLikelihood(model, tau2, restricted) - floor;
            if (rise > 0 == rising)
                right = tau2;
            else
                left = tau2;
            var next = tau2 - rise / (0.5 * LikelihoodTau.Score(model, tau2, restricted));
            if (!(next > left && next < right))
                next = 0.5 * (left + right);
            if (Math.Abs(next - tau2) <= 1e-14 * next)
                return next;
            tau2 = next;
        }
        return tau2;
    }
}
