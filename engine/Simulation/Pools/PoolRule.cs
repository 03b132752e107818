using IpdEngine.Stage2;
using IpdEngine.Stage2.Multivariate;
using IpdEngine.Stage2.Permutation;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Simulation.Pools;

/// <summary>What an interval is about.</summary>
public enum PoolTarget
{
    /// <summary>The mean effect: zero, so that a miss is an error of the first kind of the test.</summary>
    Mean,

    /// <summary>The variance between studies.</summary>
    Variance,

    /// <summary>The true effect of one study more.</summary>
    NextStudy,
}

/// <summary>A way to make an interval from k effects.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Make">The limits; NaN where there is none.</param>
internal sealed record PoolRule(string Name, PoolTarget Target, Func<EffectTable, (double Low, double High)> Make)
{
    private static readonly (double, double) s_none = (double.NaN, double.NaN);

    /// <summary>Every univariate interval that the engine offers.</summary>
    public static IReadOnlyList<PoolRule> All { get; } =
    [
        .. from estimator in Enum.GetValues<TauEstimator>() from test in Enum.GetValues<PoolTest>() select Mean(estimator, test),
        new("Q-profile", PoolTarget.Variance, effects => RandomEffects.Fit(effects, new PoolOptions()).Fit is { } fit ? (fit.Tau2Interval.Low, fit.Tau2Interval.High) : s_none),
        Likelihood(TauEstimator.REML),
        Likelihood(TauEstimator.ML),
        .. from definition in Enum.GetValues<PredictionDefinition>() from test in new[] { PoolTest.AdHoc, PoolTest.Z } where Differs(definition, test) select Prediction(definition, test),
    ];

    /// <summary>
    /// The permutation test of the mean by 199 arrangements of signs (all of them at k = 5): its set is the whole line where p is at least .05, else empty, so that coverage is
    /// 1 - type I error.
    /// </summary>
    public static IReadOnlyList<PoolRule> Permutations { get; } = [.. from test in new[] { PoolTest.Knha, PoolTest.Z } select Permutation(test)];

    /// <summary>Every interval of the mean of one of four outcomes pooled together; the limits are the first outcome's.</summary>
    public static IReadOnlyList<(string Name, PoolOptions Options)> Multivariate { get; } =
    [
        .. from structure in new[] { BetweenStructure.UN, BetweenStructure.DIAG }
           from test in Enum.GetValues<PoolTest>()
           select ($"{structure} REML {Words(test)}", new PoolOptions(Test: test, Structure: structure)),
    ];

    /// <summary>Limits of the four means; null where there is no fit.</summary>
    public static IReadOnlyList<Coefficient>? Means(EffectVectorTable effects, PoolOptions options) => MultivariateRandomEffects.Fit(effects, options).Fit?.Coefficients;

    /// <summary>A test by the plan's name.</summary>
    public static string Words(PoolTest test) => test switch
    {
        PoolTest.AdHoc => "adhoc",
        PoolTest.Knha => "knha",
        PoolTest.T => "t",
        _ => "z",
    };

    private static PoolRule Mean(TauEstimator estimator, PoolTest test) => new($"{estimator} {Words(test)}", PoolTarget.Mean, effects =>
        RandomEffects.Fit(effects, new PoolOptions(estimator, test)).Fit?.Coefficients[0] is { } mean ? (mean.ConfLow, mean.ConfHigh) : s_none);

    private static PoolRule Likelihood(TauEstimator estimator) => new($"profile likelihood, {estimator}", PoolTarget.Variance, effects =>
        RandomEffects.Fit(effects, new PoolOptions(estimator)).Fit is { } fit && LikelihoodInterval.Of(fit).Fit is { } interval ? (interval.Low, interval.High) : s_none);

    private static PoolRule Permutation(PoolTest test) => new($"permutation, REML {Words(test)}", PoolTarget.Mean, effects =>
        RandomEffects.Fit(effects, new PoolOptions(Test: test)).Fit is { } fit && PermutationTests.Of(fit, new PermutationOptions(MostExact: 64, Draws: 199)).Fit is { } result
            ? result.PValues[0] >= 0.05 ? (double.NegativeInfinity, double.PositiveInfinity) : (1, 0)
            : s_none);

    private static PoolRule Prediction(PredictionDefinition definition, PoolTest test) => new($"prediction {definition}, REML {Words(test)}", PoolTarget.NextStudy, effects =>
        RandomEffects.Fit(effects, new PoolOptions(Test: test, Prediction: definition)).Fit?.Prediction is { } interval ? (interval.Low, interval.High) : s_none);

    // Under the guarded test the test's own reference is t with k - 1 degrees of freedom: the same interval as T.
    private static bool Differs(PredictionDefinition definition, PoolTest test) => definition != PredictionDefinition.Test || test == PoolTest.Z;
}
