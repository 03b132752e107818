using IpdEngine.Numerics.Random;
using IpdEngine.Stage2;

namespace IpdEngine.Simulation.Pools;

/// <summary>One cell of the stage-2 table: k studies whose true effects lie about zero with variance tau2.</summary>
/// <remarks>
/// Sampling variances are those of a standardised lag: 0.35 / n, n drawn log-uniformly from 35 to 1,550 persons for each study of each replicate. Estimates
/// are normal about their true effect. True effects are normal, or a shifted exponential (skewness 2).
/// </remarks>
/// <param name="K">Studies.</param>
/// <param name="Level">Name of the heterogeneity.</param>
/// <param name="Tau2">Variance between studies.</param>
/// <param name="Skewed">True where true effects are exponential.</param>
public sealed record PoolCell(int K, string Level, double Tau2, bool Skewed)
{
    private const double VarianceOfOne = 0.35;
    private static readonly double s_fewest = Math.Log(35);
    private static readonly double s_most = Math.Log(1550);

    // Sampling correlations of the four lags, as in the example corpus, and correlations of the true effects.
    private const double SamplingCorrelation = -0.3;
    private const double TrueCorrelation = 0.3;

    /// <summary>The committed cells; 0.0015 is the sampling variance of a study of the middle size (I2 near 50 %), 0.0135 nine times it.</summary>
    public static IReadOnlyList<PoolCell> All { get; } =
    [
        .. from k in new[] { 5, 10, 17, 40 } from level in new[] { ("zero", 0.0), ("moderate", 0.0015), ("large", 0.0135) } select new PoolCell(k, level.Item1, level.Item2, false),
        .. from k in new[] { 5, 10, 17, 40 } from level in new[] { ("moderate", 0.0015), ("large", 0.0135) } select new PoolCell(k, level.Item1, level.Item2, true),
    ];

    /// <summary>One draw: the effects, and the true effect of one study more.</summary>
    public (EffectTable Effects, double Next) Draw(Philox stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double[] y = new double[K], v = new double[K];
        for (var i = 0; i < K; i++)
        {
            v[i] = Variance(stream);
            y[i] = Effect(stream) + Math.Sqrt(v[i]) * stream.NextNormal();
        }

        return (new EffectTable(Names(), y, v), Effect(stream));
    }

    /// <summary>One draw of four correlated effects a study.</summary>
    public EffectVectorTable DrawVectors(Philox stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        const int outcomes = 4;
        List<double[]> y = [];
        List<double[,]> s = [];
        for (var i = 0; i < K; i++)
        {
            var v = Variance(stream);
            var (common, odd) = (Effect(stream), stream.NextNormal());
            double[] estimates = new double[outcomes];
            var covariance = new double[outcomes, outcomes];
            for (var j = 0; j < outcomes; j++)
            {
                // Errors of lags 0, 1 and of 2, 3 are correlated; the true effects share a common part.
                var partner = j % 2 == 0 ? odd = stream.NextNormal() : SamplingCorrelation * odd + Math.Sqrt(1 - SamplingCorrelation * SamplingCorrelation) * stream.NextNormal();
                var effect = Math.Sqrt(TrueCorrelation) * common + Math.Sqrt(1 - TrueCorrelation) * Effect(stream);
                estimates[j] = effect + Math.Sqrt(v) * partner;
                covariance[j, j] = v;
                covariance[j, j ^ 1] = SamplingCorrelation * v;
            }

            y.Add(estimates);
            s.Add(covariance);
        }

        return new EffectVectorTable(Names(), ["aa", "sa", "ss", "as"], y, s);
    }

    private string[] Names() => [.. Enumerable.Range(1, K).Select(i => $"study{i:D2}")];

    private static double Variance(Philox stream) => VarianceOfOne / Math.Exp(s_fewest + (s_most - s_fewest) * stream.NextUniform());

    private double Effect(Philox stream) => Math.Sqrt(Tau2) * (Skewed ? -Math.Log(stream.NextUniform()) - 1 : stream.NextNormal());
}
