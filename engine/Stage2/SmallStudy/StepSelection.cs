using System.Globalization;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>The step-function selection model: the chance that a study is seen depends on the interval in which its p-value falls.</summary>
/// <remarks>
/// Hedges 1992, Stat Sci 7:246; Vevea and Hedges 1995, Psychometrika 60:419; metafor's <c>selmodel(type = "stepfun")</c>: maximum likelihood, standard
/// errors from the observed information in (b, tau2, delta), Wald tests against the normal, likelihood-ratio test of delta = 1.
/// </remarks>
public static class StepSelection
{
    /// <summary>Fits the model; moderators of the table stay in it.</summary>
    /// <param name="effects">Effects and variances (k).</param>
    /// <param name="options">Steps, alternative, level.</param>
    /// <returns>The fit, whose status says whether a maximum was found; or why there is none: what a pool refuses, an interval of p without an effect.</returns>
    /// <exception cref="ArgumentException">A step is not between 0 and 1, or all are 1.</exception>
    public static PoolOutcome<SelectionFit> Fit(EffectTable effects, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        var steps = PValueIntervals.Steps(options.Steps);
        var outcome = RandomEffects.Fit(effects, new PoolOptions(TauEstimator.ML, PoolTest.Z, options.Level));
        if (outcome.Fit is not { } unadjusted)
            return PoolOutcome<SelectionFit>.Refused(outcome.Refusal!);
        var rows = new CanonicalRows(effects);
        var sign = options.Alternative == SelectionAlternative.Less ? -1 : 1;
        var twoSided = options.Alternative == SelectionAlternative.TwoSided;
        var intervals = PValueIntervals.Of(rows.Y, rows.V, steps, sign, twoSided);
        if (intervals.Empty is { } empty)
            return PoolOutcome<SelectionFit>.Refused(new PoolRefusal("empty_interval", string.Create(CultureInfo.InvariantCulture,
                $"found no effect with p from {(empty == 0 ? 0 : steps[empty - 1]):0.####} to {steps[empty]:0.####}, expected at least one in each interval: its weight cannot be estimated, join intervals")));
        // In units of the typical standard error, so that no tolerance depends on the scale of the effects.
        var unit = sign * Math.Sqrt(rows.V.Average());
        double[] y = [.. rows.Y.Select(effect => effect / unit)], v = [.. rows.V.Select(variance => variance / (unit * unit))];
        var design = OrthonormalDesign.From(rows.Columns, y.Length, out _)!;
        var likelihood = new SelectionLikelihood(y, v, design.Z, intervals.Places, intervals.Critical, twoSided);
        var maximum = SelectionSearch.Highest(likelihood, LeastSquares(y, design), unadjusted.Tau2 / (unit * unit));
        return PoolOutcome<SelectionFit>.Of(new SelectionReading(effects, options, unadjusted, design, maximum, intervals, steps, unit).Fit());
    }

    private static double[] LeastSquares(double[] y, OrthonormalDesign design)
    {
        var g = new double[design.P];
        for (var i = 0; i < y.Length; i++)
            for (var a = 0; a < g.Length; a++)
                g[a] += design.Z[i * g.Length + a] * y[i];
        return g;
    }
}
