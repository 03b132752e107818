namespace IpdEngine.Stage2.Univariate;

/// <summary>The estimators of tau-squared, each with its standard error as metafor defines it.</summary>
/// <remarks>
/// Method-of-moments estimators equate a quadratic form y'Py with its expectation (Viechtbauer 2005, J Educ Behav Stat 30:261); their
/// variances are those of a quadratic form in normal variables with tau-squared put in.
/// </remarks>
internal static class TauSquared
{
    /// <summary>Estimates tau-squared and leaves the regression solved at no particular value.</summary>
    public static TauEstimate Estimate(WeightedRegression fit, TauEstimator estimator) => estimator switch
    {
        TauEstimator.REML => LikelihoodTau.Estimate(fit, restricted: true),
        TauEstimator.ML => LikelihoodTau.Estimate(fit, restricted: false),
        TauEstimator.DL => DerSimonianLaird(fit),
        TauEstimator.HE => Hedges(fit),
        TauEstimator.HS => HunterSchmidt(fit),
        TauEstimator.SJ => SidikJonkman(fit),
        TauEstimator.EB or TauEstimator.PM => PauleMandel(fit),
        TauEstimator.EE => new TauEstimate(0, double.NaN, true, "tau-squared is zero by assumption (equal effects)"),
        _ => throw new ArgumentException($"Found estimator {estimator}, expected one of metafor's names.", nameof(estimator)),
    };

    /// <summary>DerSimonian and Laird 1986, Control Clin Trials 7:177.</summary>
    private static TauEstimate DerSimonianLaird(WeightedRegression fit)
    {
        fit.Solve(0);
        double df = fit.K - fit.P;
        var (trace, squaredTrace) = fit.Traces();
        var tau2 = Math.Max(0, (fit.ResidualSum - df) / trace);
        return Closed(tau2, Math.Sqrt(2 * df + 4 * tau2 * trace + 2 * tau2 * tau2 * squaredTrace) / trace);
    }

    /// <summary>Hedges 1983 (Hedges and Olkin 1985): the unweighted form.</summary>
    private static TauEstimate Hedges(WeightedRegression fit)
    {
        fit.SolveUnweighted();
        double df = fit.K - fit.P;
        double trace = 0, squares = 0;
        for (var i = 0; i < fit.K; i++)
        {
            var rest = 1 - fit.Leverage(i);
            trace += fit.V[i] * rest;
            squares += fit.V[i] * fit.V[i] * (2 * rest - 1);
        }
        squares += fit.SquaredTraceOfVariances();
        var tau2 = Math.Max(0, (fit.ResidualSum - trace) / df);
        return Closed(tau2, Math.Sqrt(2 * squares + 4 * tau2 * trace + 2 * tau2 * tau2 * df) / df);
    }

    /// <summary>Hunter and Schmidt (2004), as in Viechtbauer 2005.</summary>
    private static TauEstimate HunterSchmidt(WeightedRegression fit)
    {
        fit.Solve(0);
        double df = fit.K - fit.P;
        var (trace, squaredTrace) = fit.Traces();
        var tau2 = Math.Max(0, (fit.ResidualSum - fit.K) / fit.WeightSum);
        return Closed(tau2, Math.Sqrt(2 * df + 4 * tau2 * trace + 2 * tau2 * tau2 * squaredTrace) / fit.WeightSum);
    }

    /// <summary>Sidik and Jonkman 2005, J R Stat Soc C 54:367, from the crude variance of the effects (divisor k).</summary>
    /// <remarks>With t0 the crude value and W = (V + t0)^-1, tr(PVP) = tr P - t0 tr PP and tr(PVPV) = k - p - 2 t0 tr P + t0^2 tr PP.</remarks>
    private static TauEstimate SidikJonkman(WeightedRegression fit)
    {
        double mean = 0, crude = 0;
        foreach (var y in fit.Y)
            mean += y / fit.K;
        foreach (var y in fit.Y)
            crude += (y - mean) * (y - mean) / fit.K;
        fit.Solve(crude);
        double df = fit.K - fit.P;
        var (trace, squaredTrace) = fit.Traces();
        var tau2 = crude * fit.ResidualSum / df;
        var shift = tau2 - crude;
        return Closed(tau2, crude / df * Math.Sqrt(2 * (df + 2 * shift * trace + shift * shift * squaredTrace)));
    }

    /// <summary>Paule and Mandel 1982; the empirical Bayes estimator of Morris 1983 solves the same equation, Q(tau2) = k - p.</summary>
    private static TauEstimate PauleMandel(WeightedRegression fit)
    {
        double df = fit.K - fit.P;
        var root = GeneralisedQ.Root(fit, df);
        fit.Solve(root.Tau2);
        var error = Math.Sqrt(2 * fit.K * fit.K / df) / fit.WeightSum;
        return new TauEstimate(root.Tau2, error, root.Converged, root.Reason);
    }

    private static TauEstimate Closed(double tau2, double error) =>
        new(tau2, error, true, tau2 > 0 ? "closed form" : "closed form, truncated at zero");
}
