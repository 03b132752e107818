using System.Globalization;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Egger's regression test for funnel plot asymmetry, in its variants.</summary>
/// <remarks>
/// Egger, Davey Smith, Schneider and Minder 1997, BMJ 315:629; variants and the limit estimate as metafor's <c>regtest</c> has them (Sterne and Egger
/// 2005). Multiplicative dispersion is weighted least squares with weights 1/v: an equal-effects regression whose covariance is scaled by the residual
/// variance, tested against t with k - p degrees of freedom.
/// </remarks>
public static class EggerTest
{
    /// <summary>Regresses effects on a measure of their precision; moderators of the table stay in the model.</summary>
    /// <param name="effects">Effects and variances (k, at least 3).</param>
    /// <param name="options">Model and predictor.</param>
    /// <param name="pool">Estimator, test and level of the additive model; of the multiplicative one the level alone.</param>
    /// <returns>The test, or why there is none: what <see cref="RandomEffects.Fit"/> refuses, a predictor that does not vary, a sample size not above 0.</returns>
    /// <exception cref="ArgumentException">The predictor needs sample sizes and there are none, or not k of them.</exception>
    public static PoolOutcome<EggerFit> Of(EffectTable effects, EggerOptions options, PoolOptions pool)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(pool);
        var asked = options.Model == EggerModel.Multiplicative ? pool with { Estimator = TauEstimator.EE, Test = PoolTest.Knha } : pool;
        if (Admission.Refuse(effects, asked) is { } refusal)
            return PoolOutcome<EggerFit>.Refused(refusal);
        if (RefuseSizes(effects, options) is { } sizes)
            return PoolOutcome<EggerFit>.Refused(sizes);
        var name = Name(options.Predictor);
        var column = Column(effects, options);
        var outcome = RandomEffects.Fit(effects with { Moderators = [.. effects.Moderators, KeyValuePair.Create(name, column)] }, asked);
        if (outcome.Fit is not { } fit)
            return PoolOutcome<EggerFit>.Refused(outcome.Refusal!);
        var vanishes = options.Predictor is not (EggerPredictor.SampleSize or EggerPredictor.RootSampleSize);
        return PoolOutcome<EggerFit>.Of(new EggerFit
        {
            Options = options,
            Regression = fit,
            Limit = vanishes && effects.Moderators.Count == 0 ? fit.Coefficients[0] with { Term = "limit" } : null,
            Warnings = SmallStudyCaution.For(fit.K, "Egger's test", fit.Converged ? null : $"tau-squared did not converge: {fit.Reason}"),
        });
    }

    /// <summary>A predictor by metafor's name.</summary>
    public static string Name(EggerPredictor predictor) => predictor switch
    {
        EggerPredictor.StandardError => "sei",
        EggerPredictor.Variance => "vi",
        EggerPredictor.SampleSize => "ni",
        EggerPredictor.InverseSampleSize => "ninv",
        EggerPredictor.RootSampleSize => "sqrtni",
        EggerPredictor.InverseRootSampleSize => "sqrtninv",
        _ => throw new ArgumentException($"Found predictor {predictor}, expected one of metafor's.", nameof(predictor)),
    };

    private static PoolRefusal? RefuseSizes(EffectTable effects, EggerOptions options)
    {
        if (options.Predictor is EggerPredictor.StandardError or EggerPredictor.Variance)
            return null;
        if (options.SampleSizes?.Length != effects.Yi.Length)
            throw new ArgumentException(
                $"Found {options.SampleSizes?.Length ?? 0} sample sizes, expected {effects.Yi.Length}: the predictor {Name(options.Predictor)} needs one an effect.", nameof(options));
        for (var i = 0; i < effects.Yi.Length; i++)
            if (!(options.SampleSizes[i] > 0) || !double.IsFinite(options.SampleSizes[i]))
                return new PoolRefusal("missing", string.Create(CultureInfo.InvariantCulture,
                    $"found sample size {options.SampleSizes[i]:G6}, expected a finite number above 0: leave the study out or fill it in"), effects.Ids[i]);
        return null;
    }

    private static double[] Column(EffectTable effects, EggerOptions options) => options.Predictor switch
    {
        EggerPredictor.StandardError => [.. effects.Vi.Select(Math.Sqrt)],
        EggerPredictor.Variance => effects.Vi,
        EggerPredictor.SampleSize => options.SampleSizes!,
        EggerPredictor.InverseSampleSize => [.. options.SampleSizes!.Select(n => 1 / n)],
        EggerPredictor.RootSampleSize => [.. options.SampleSizes!.Select(Math.Sqrt)],
        _ => [.. options.SampleSizes!.Select(n => 1 / Math.Sqrt(n))],
    };
}
