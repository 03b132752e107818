namespace IpdEngine.Stage2.Univariate;

/// <summary>The log likelihood of tau-squared, the coefficients at their best for each value.</summary>
/// <param name="Tau2">Values of tau-squared, rising from 0 (n).</param>
/// <param name="LogLikelihoods">Log likelihood at each (n), restricted under REML.</param>
/// <param name="Interval">The interval of likelihood.</param>
public sealed record LikelihoodProfile(IReadOnlyList<double> Tau2, IReadOnlyList<double> LogLikelihoods, VarianceInterval Interval)
{
    /// <summary>Profiles a fit by ML or REML.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="points">Values, at least 2; they reach a third beyond the upper limit.</param>
    /// <returns>The profile; refused for other estimators, which have no likelihood.</returns>
    /// <exception cref="ArgumentException">Fewer than 2 points.</exception>
    public static PoolOutcome<LikelihoodProfile> Of(UnivariateFit fit, int points = 61)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (points < 2)
            throw new ArgumentException($"Found {points} points, expected at least 2.", nameof(points));
        var outcome = LikelihoodInterval.Of(fit);
        if (outcome.Fit is not { } interval)
            return PoolOutcome<LikelihoodProfile>.Refused(outcome.Refusal!);
        var rows = new CanonicalRows(fit.Effects);
        var model = new WeightedRegression(rows.Y, rows.V, OrthonormalDesign.From(rows.Columns, fit.K, out _)!);
        var reach = double.IsFinite(interval.High) && interval.High > 0 ? 4 * interval.High / 3 : 4 * (fit.Tau2 + rows.V.Max());
        double[] values = [.. Enumerable.Range(0, points).Select(i => reach * i / (points - 1))];
        return PoolOutcome<LikelihoodProfile>.Of(new LikelihoodProfile(values,
            [.. values.Select(tau2 => LikelihoodTau.LogLikelihood(model, tau2, fit.Options.Estimator == TauEstimator.REML))], interval));
    }
}
