using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Multilevel and multivariate random-effects models of dependent effects: y = X b + sum Z u + e, var e = V.</summary>
/// <remarks>
/// metafor's <c>rma.mv(yi, V, mods, random, struct)</c> (Viechtbauer 2010, J Stat Softw 36(3); Konstantopoulos 2011, Res Synth Methods 2:61), at the best of
/// several maxima; and tests that rma.mv lacks: one Knapp-Hartung-type scale factor r'V^-1 r / (k - p) (Jackson and Riley 2014, Stat Med 33:541), Satterthwaite.
/// </remarks>
public static class MultilevelModel
{
    /// <summary>Fits a model.</summary>
    /// <param name="effects">Effects (k), their covariance, design and random terms; the order of rows changes nothing.</param>
    /// <param name="options">REML or ML, test and its degrees of freedom, level.</param>
    /// <returns>The fit, or the reason why there is none: too few effects, a number that is not finite, a variance not above 0, a covariance matrix that is not
    /// positive definite, an id twice, a column that follows from others, a variance component that the data cannot tell, a block beyond 3,000 effects, more than 64 inner levels.</returns>
    /// <exception cref="ArgumentException">Lengths differ, the estimator is neither REML nor ML, the level is not between 0 and 1, a tested column does not exist.</exception>
    public static PoolOutcome<MultilevelFit> Fit(DependentEffects effects, MultilevelOptions options)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(options);
        return Fit(effects, options, null);
    }

    /// <summary>Fits a model, with the parameters of a fit of nearly the same data as a further start.</summary>
    internal static PoolOutcome<MultilevelFit> Fit(DependentEffects effects, MultilevelOptions options, double[]? near)
    {
        if (MultilevelAdmission.Refuse(effects, options) is { } refusal)
            return PoolOutcome<MultilevelFit>.Refused(refusal);
        var cut = EffectBlocks.From(effects);
        if (cut.Fit is not { } data)
            return PoolOutcome<MultilevelFit>.Refused(cut.Refusal!);
        var restricted = options.Estimator == TauEstimator.REML;
        if (Identifiability.Refuse(data, restricted) is { } unidentified)
            return PoolOutcome<MultilevelFit>.Refused(unidentified);
        var search = MultilevelSearch.Run(data, restricted, near);
        var moments = search.Criterion.Moments;
        var df = data.K - data.P;
        var scale = PoolTests.ScaleFactor(moments.ResidualSum, df, options.Test);
        if (scale <= 0)
            return PoolOutcome<MultilevelFit>.Refused(new PoolRefusal("no_variation",
                "found residuals that are all zero, which makes the Knapp-Hartung standard error zero: use the guarded test (adhoc)"));
        var between = Between(effects, data, search.Criterion.G);
        var components = Components.List(effects, data.Terms, between);
        var covariance = data.Design.BackTransformCovariance(moments.Covariance);
        var degrees = Degrees(effects, options, data, search, df);
        var beta = data.Design.BackTransform(moments.Coefficients);
        var coefficients = new Coefficient[data.P];
        for (var j = 0; j < data.P; j++)
            coefficients[j] = PoolTests.Test(effects.Design[j].Key, beta[j], Math.Sqrt(scale * covariance[j, j]), degrees[j], ReferenceDistribution.Critical(options.Level, degrees[j]));
        var q = EqualEffectsSum(data);
        return PoolOutcome<MultilevelFit>.Of(new MultilevelFit
        {
            Effects = effects,
            Options = options,
            Coefficients = coefficients,
            Covariance = covariance,
            ScaleFactor = scale,
            Components = components,
            Between = between,
            Q = q,
            QDegreesOfFreedom = df,
            QPValue = ReferenceDistribution.ChiSquaredUpperTail(q, df),
            Moderation = Moderation(effects, options, beta, covariance, scale, degrees),
            LogLikelihood = -0.5 * search.Best.Value,
            ParameterCount = data.P + Components.Estimated(components),
            Converged = search.Best.Converged,
            Reason = search.Best.Story + Boundaries.Describe(components, data, between, effects),
            History = search.History,
        });
    }

    private static double[][,] Between(DependentEffects effects, EffectBlocks data, ReadOnlySpan<double> g)
    {
        var between = new double[effects.Random.Count][,];
        var next = 0;
        for (var t = 0; t < between.Length; t++)
        {
            if (next >= data.Terms.Count || !ReferenceEquals(data.Terms[next].Term, effects.Random[t]))
            {
                between[t] = new double[1, 1];
                continue;
            }
            var order = data.Terms[next].Order;
            between[t] = new double[order, order];
            for (var i = 0; i < order; i++)
                for (var j = 0; j < order; j++)
                    between[t][i, j] = g[data.Offsets[next] + i * order + j];
            next++;
        }
        return between;
    }

    private static double[] Degrees(DependentEffects effects, MultilevelOptions options, EffectBlocks data, MultilevelSearch search, int residual)
    {
        if (options.Test == PoolTest.Z)
            return [.. Enumerable.Repeat(double.PositiveInfinity, data.P)];
        return options.Degrees switch
        {
            TestDegrees.Contain => ContainmentDegrees.Of(effects),
            TestDegrees.Satterthwaite => SatterthwaiteDegrees.Of(data, search.Criterion),
            _ => [.. Enumerable.Repeat((double)residual, data.P)],
        };
    }

    private static double EqualEffectsSum(EffectBlocks data)
    {
        var moments = new BlockMoments(data, restricted: false);
        moments.Solve(new double[data.Offsets[^1]]);
        return moments.ResidualSum;
    }

    private static OmnibusTest? Moderation(DependentEffects effects, MultilevelOptions options, double[] beta, double[,] covariance, double scale, double[] degrees)
    {
        var all = Enumerable.Range(0, beta.Length);
        int[] tested = options.Tested is { Count: > 0 } chosen ? [.. chosen] : [.. all.Where(j => !effects.Design[j].Value.All(x => x.Equals(1.0)))];
        return tested.Length == 0 ? null : WaldTest.Of(tested, beta, covariance, scale, tested.Min(j => degrees[j]));
    }
}
