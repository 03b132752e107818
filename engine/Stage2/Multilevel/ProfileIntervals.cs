using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Profile-likelihood intervals of variance components and correlations: where twice the drop of the log likelihood is the chi-square quantile.</summary>
/// <remarks>As metafor's <c>confint</c> and <c>profile</c> of rma.mv fits (Hardy and Thompson 1996, Stat Med 15:619), each point at the best of two starts.</remarks>
public static class ProfileIntervals
{
    private const int MaxSteps = 60;

    /// <summary>Intervals of all estimated components, in the order of <see cref="MultilevelFit.Components"/>.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="gridPoints">Further points of the profile, evenly spaced over each interval, for a plot.</param>
    public static IReadOnlyList<ProfileInterval> All(MultilevelFit fit, int gridPoints = 0)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return [.. fit.Components.Where(c => !c.Fixed).Select(c => Of(fit, c, gridPoints))];
    }

    /// <summary>Intervals of a pool of vectors: its variances, then its correlations.</summary>
    /// <inheritdoc cref="All(MultilevelFit, int)"/>
    public static PoolOutcome<IReadOnlyList<ProfileInterval>> All(MultivariateFit fit, int gridPoints = 0)
    {
        ArgumentNullException.ThrowIfNull(fit);
        var options = new MultilevelOptions(fit.Options.Estimator, fit.Options.Test, Level: fit.Options.Level);
        var outcome = MultilevelModel.Fit(VectorEffects.From(fit.Effects, fit.Options.Structure), options);
        return outcome.Fit is { } same ? PoolOutcome<IReadOnlyList<ProfileInterval>>.Of(All(same, gridPoints)) : PoolOutcome<IReadOnlyList<ProfileInterval>>.Refused(outcome.Refusal!);
    }

    /// <summary>The interval of one component.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="component">One of its estimated components.</param>
    /// <param name="gridPoints">Further points of the profile.</param>
    /// <exception cref="ArgumentException">The component was not estimated.</exception>
    public static ProfileInterval Of(MultilevelFit fit, VarianceComponent component, int gridPoints = 0)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(component);
        if (component.Fixed)
            throw new ArgumentException($"Found component '{component.Name}', which was not estimated, expected an estimated one.", nameof(component));
        if (double.IsNaN(component.Estimate))
            return new(component, double.NaN, double.NaN, [], "a variance of this correlation is zero: the correlation is not defined");
        var profile = new Curve(fit, component);
        var (low, lowNote) = Lower(profile, component.Estimate);
        var (high, highNote) = Upper(profile, component);
        for (var i = 0; i < gridPoints && !double.IsNaN(low) && !double.IsNaN(high); i++)
            profile.Deviation(low + (high - low) * (i + 0.5) / gridPoints);
        var above = profile.Least < -1e-5 ? "the profile found a higher likelihood than the fit: the fit is not the global maximum" : null;
        string[] notes = [.. new[] { lowNote, highNote, above }.OfType<string>()];
        return new(component, low, high, profile.Points, notes.Length == 0 ? null : string.Join("; ", notes));
    }

    private static (double, string?) Lower(Curve profile, double estimate)
    {
        if (estimate <= profile.Lowest || profile.Deviation(profile.Lowest) <= 0)
            return (profile.Lowest, profile.Lowest == 0 ? null : "the likelihood is still high at the lowest possible correlation");
        return (Root(profile, estimate, profile.Lowest), null);
    }

    private static (double, string?) Upper(Curve profile, VarianceComponent component)
    {
        var estimate = component.Estimate;
        if (component.Kind == ComponentKind.Rho)
            return estimate >= 1 || profile.Deviation(1) <= 0 ? (1, "the likelihood is still high at a correlation of 1") : (Root(profile, estimate, 1), null);
        var step = Math.Max(estimate, profile.Scale);
        for (var doubling = 0; doubling < 40; doubling++, step *= 2)
            if (profile.Deviation(estimate + step) > 0)
                return (Root(profile, doubling == 0 ? estimate : estimate + step / 2, estimate + step), null);
        return (double.NaN, "no upper limit was found: the likelihood hardly falls with this variance");
    }

    // Between a point inside the interval and one outside: regula falsi (Illinois) on the signed root of the deviance, which is nearly straight.
    private static double Root(Curve profile, double inside, double outside)
    {
        var (left, right) = (profile.Deviation(inside), profile.Deviation(outside));
        var side = 0;
        for (var step = 0; step < MaxSteps; step++)
        {
            var next = inside - left * (outside - inside) / (right - left);
            if (!(next > Math.Min(inside, outside) && next < Math.Max(inside, outside)))
                next = 0.5 * (inside + outside);
            if (Math.Abs(outside - inside) <= 1e-10 * (Math.Abs(outside) + profile.Scale))
                return next;
            var value = profile.Deviation(next);
            if (Math.Abs(value) <= 1e-9)
                return next;
            if (value < 0)
            {
                (inside, left) = (next, value);
                right = side == -1 ? right / 2 : right;
                side = -1;
            }
            else
            {
                (outside, right) = (next, value);
                left = side == 1 ? left / 2 : left;
                side = 1;
            }
        }
        return 0.5 * (inside + outside);
    }

    /// <summary>The profile of one component, each value computed once.</summary>
    private sealed class Curve(MultilevelFit fit, VarianceComponent component)
    {
        private readonly HeldCriterion _held = new(fit, component);
        private readonly double _critical = Math.Sqrt(ReferenceDistribution.ChiSquaredQuantile(fit.Options.Level, 1));
        private readonly SortedDictionary<double, double> _known = new() { [component.Estimate] = -2 * fit.LogLikelihood };

        public double Lowest => _held.Lowest;

        public double Scale => component.Kind == ComponentKind.Rho ? 1 : _held.Scale;

        /// <summary>Lowest deviance met: below zero where the fit was not the maximum.</summary>
        public double Least => _known.Values.Min() + 2 * fit.LogLikelihood;

        public IReadOnlyList<ProfilePoint> Points => [.. _known.Select(p => new ProfilePoint(p.Key, -0.5 * p.Value))];

        /// <summary>Root of the deviance less the root of the critical value: below zero inside the interval.</summary>
        public double Deviation(double value)
        {
            if (!_known.TryGetValue(value, out var deviance))
                _known[value] = deviance = _held.At(value);
            return Math.Sqrt(Math.Max(0, deviance + 2 * fit.LogLikelihood)) - _critical;
        }
    }
}
