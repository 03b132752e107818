namespace IpdEngine.Stage2.Univariate;

/// <summary>Maximum and restricted maximum likelihood of tau-squared: the highest of all maxima, zero included.</summary>
/// <remarks>
/// Score: ML (y'PPy - sum w) / 2, REML (y'PPy - tr P) / 2; slope -y'PPPy + sum w^2 / 2 and -y'PPPy + tr PP / 2 (Harville 1977,
/// JASA 72:320). The likelihood may have several maxima (Viechtbauer checks zero after scoring; here every change of sign of the score on a grid
/// that is even in log(tau2 + min v) is followed). The grid ends where the score is negative for certain: with s2 = y'My / (k - p), M the
/// unweighted residual maker, y'PPy is at most (k - p) s2 / (tau2 + min v)^2 and tr P at least (k - p) / (tau2 + max v).
/// </remarks>
internal static class LikelihoodTau
{
    private const int GridSteps = 24;
    private const int MaxIterations = 100;

    public static TauEstimate Estimate(WeightedRegression fit, bool restricted)
    {
        var (low, high) = Range(fit);
        var ratio = Math.Pow((Bound(fit, low, high) + low) / low, 1.0 / GridSteps);
        var (best, bestLikelihood, maxima, converged) = (0.0, double.NegativeInfinity, 0, true);
        var (left, leftScore) = (0.0, Score(fit, 0, restricted));
        if (leftScore <= 0)
            (best, bestLikelihood, maxima) = (0, LogLikelihood(fit, 0, restricted), 1);
        var scale = low;
        for (var step = 1; step <= GridSteps; step++)
        {
            scale *= ratio;
            var right = scale - low;
            var rightScore = Score(fit, right, restricted);
            if (leftScore > 0 && rightScore <= 0)
            {
                var (root, found) = Root(fit, left, right, restricted);
                var likelihood = LogLikelihood(fit, root, restricted);
                maxima++;
                if (likelihood > bestLikelihood)
                    (best, bestLikelihood, converged) = (root, likelihood, found);
            }
            (left, leftScore) = (right, rightScore);
        }
        return new TauEstimate(best, StandardError(fit, best, restricted), converged && maxima > 0, Describe(best, converged, maxima));
    }

    /// <summary>Log likelihood: ML as it is; REML with log|X'X| / 2 added, as metafor has it.</summary>
    public static double LogLikelihood(WeightedRegression fit, double tau2, bool restricted)
    {
        fit.Solve(tau2);
        double degrees = restricted ? fit.K - fit.P : fit.K;
        var sum = degrees * Math.Log(2 * Math.PI) + fit.ResidualSum + (restricted ? fit.LogDeterminant : 0);
        foreach (var v in fit.V)
            sum += Math.Log(v + tau2);
        return -0.5 * sum;
    }

    /// <summary>Twice the score at tau2.</summary>
    public static double Score(WeightedRegression fit, double tau2, bool restricted)
    {
        fit.Solve(tau2);
        return fit.SquaredForm() - (restricted ? fit.Traces().Trace : fit.WeightSum);
    }

    /// <summary>The smallest and the largest sampling variance.</summary>
    public static (double Low, double High) Range(WeightedRegression fit)
    {
        var (low, high) = (double.PositiveInfinity, 0.0);
        foreach (var v in fit.V)
            (low, high) = (Math.Min(low, v), Math.Max(high, v));
        return (low, high);
    }

    /// <summary>A tau-squared beyond which the score is negative: the positive root of (t + low)^2 = s2 (t + high).</summary>
    public static double Bound(WeightedRegression fit, double low, double high)
    {
        fit.SolveUnweighted();
        var s2 = fit.ResidualSum / (fit.K - fit.P);
        var b = 2 * low - s2;
        var discriminant = b * b - 4 * (low * low - s2 * high);
        var root = discriminant > 0 ? 0.5 * (Math.Sqrt(discriminant) - b) : 0;
        return Math.Max(root, low) * 1.001;
    }

    /// <summary>Newton on the score within a bracket that it never leaves.</summary>
    private static (double Tau2, bool Found) Root(WeightedRegression fit, double left, double right, bool restricted)
    {
        var tau2 = 0.5 * (left + right);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            fit.Solve(tau2);
            var (trace, squaredTrace) = restricted ? fit.Traces() : (fit.WeightSum, fit.SquaredWeightSum());
            var score = fit.SquaredForm() - trace;
            var slope = squaredTrace - 2 * fit.CubedForm();
            if (score > 0)
                left = tau2;
            else
                right = tau2;
            var next = slope < 0 ? tau2 - score / slope : double.NaN;
            if (!(next > left && next < right))
                next = 0.5 * (left + right);
            if (Math.Abs(next - tau2) <= 1e-14 * next)
                return (next, true);
            tau2 = next;
        }
        return (tau2, false);
    }

    /// <summary>From the expected information: sum w^2 / 2 (ML), tr PP / 2 (REML).</summary>
    private static double StandardError(WeightedRegression fit, double tau2, bool restricted)
    {
        fit.Solve(tau2);
        return Math.Sqrt(2 / (restricted ? fit.Traces().SquaredTrace : fit.SquaredWeightSum()));
    }

    private static string Describe(double tau2, bool converged, int maxima)
    {
        if (!converged)
            return $"the score was not solved in {MaxIterations} steps";
        var place = tau2 > 0 ? "the score vanishes" : "the likelihood is highest at zero";
        return maxima > 1 ? $"{place}; the highest of {maxima} maxima of the likelihood" : place;
    }
}
