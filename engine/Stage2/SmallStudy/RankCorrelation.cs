using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>Rank correlation of standardised effects with their variances.</summary>
/// <param name="Tau">Kendall's tau (tau-b where there are ties).</param>
/// <param name="PValue">Two-sided p.</param>
/// <param name="Exact">True where p is exact; false where it is the normal approximation, without continuity correction.</param>
/// <param name="Statistic">z of the normal approximation; NaN where p is exact.</param>
/// <param name="Warnings">What a reader must know, such as too few studies.</param>
public sealed record RankCorrelationFit(double Tau, double PValue, bool Exact, double Statistic, IReadOnlyList<string> Warnings);

/// <summary>Begg and Mazumdar's rank correlation test for funnel plot asymmetry.</summary>
/// <remarks>
/// Begg and Mazumdar 1994, Biometrics 50:1088, as metafor's <c>ranktest</c>: Kendall's tau of (y - mean) / sqrt(v - var mean) with v, the mean being that of
/// the equal-effects model. Exact without ties up to 300 studies, else the normal approximation with the variance for ties (Kendall 1970; R's cor.test).
/// </remarks>
public static class RankCorrelation
{
    /// <summary>The exact distribution is built up to this many studies: n^3 / 2 additions.</summary>
    private const int MostExact = 300;

    /// <summary>Runs the test on a plain table; moderators are not looked at.</summary>
    /// <param name="effects">Effects and variances (k, at least 2).</param>
    /// <returns>The test, or why there is none: what a pool refuses, or all variances (or effects) alike.</returns>
    public static PoolOutcome<RankCorrelationFit> Of(EffectTable effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        var plain = effects with { Moderators = [] };
        if (Admission.Refuse(plain, new PoolOptions()) is { } refusal)
            return PoolOutcome<RankCorrelationFit>.Refused(refusal);
        var rows = new CanonicalRows(plain);
        var pairs = new KendallPairs(Standardised(rows.Y, rows.V), rows.V);
        if (pairs.AllTied)
            return PoolOutcome<RankCorrelationFit>.Refused(new PoolRefusal("no_variation",
                "found variances, or standardised effects, that are all alike, expected some to rank: there is no funnel to test"));
        var k = rows.Y.Length;
        var exact = !pairs.HasTies && k <= MostExact;
        var z = exact ? double.NaN : pairs.Z;
        return PoolOutcome<RankCorrelationFit>.Of(new RankCorrelationFit(pairs.TauB, exact ? pairs.ExactP() : ReferenceDistribution.TwoSidedP(z, double.PositiveInfinity),
            exact, z, SmallStudyCaution.For(k, "The rank correlation test")));
    }

    private static double[] Standardised(double[] y, double[] v)
    {
        double sum = 0, weighted = 0;
        for (var i = 0; i < y.Length; i++)
        {
            sum += 1 / v[i];
            weighted += y[i] / v[i];
        }
        var mean = weighted / sum;
        return [.. y.Select((effect, i) => (effect - mean) / Math.Sqrt(v[i] - 1 / sum))];
    }
}
