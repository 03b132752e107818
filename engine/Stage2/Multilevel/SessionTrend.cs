using System.Globalization;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Pools the lags of single sessions: studies observe different sessions, and a study's sessions are correlated within and between studies.</summary>
/// <remarks>
/// y_is = mean_s + u_is + e_is with var e_i given and var u_i structured; the trend is the same model with mean_s = a + c (s - centre): a multivariate
/// meta-regression (Jackson, Riley and White 2011, Stat Med 30:2481; Trikalinos and Olkin 2012, Clin Trials 9:610 on effects at several times).
/// </remarks>
public static class SessionTrend
{
    /// <summary>Pools vectors whose outcomes are sessions.</summary>
    /// <param name="vectors">Studies; NaN where a study lacks a session. Outcomes stand in the order of <paramref name="sessions"/>.</param>
    /// <param name="sessions">Number of each outcome's session, ascending.</param>
    /// <param name="options">REML or ML, test, level.</param>
    /// <param name="structure">Between-study structure; null for the richest that the studies can tell (see <see cref="SessionLags.StructureReason"/>).</param>
    /// <returns>Means and trend, or the reason why there are none.</returns>
    /// <exception cref="ArgumentException">Sessions are not ascending or not one an outcome.</exception>
    public static PoolOutcome<SessionLags> Fit(EffectVectorTable vectors, IReadOnlyList<int> sessions, MultilevelOptions options, BetweenStructure? structure = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(sessions);
        ArgumentNullException.ThrowIfNull(options);
        if (sessions.Count != vectors.Outcomes.Count || Enumerable.Range(1, Math.Max(0, sessions.Count - 1)).Any(s => sessions[s] <= sessions[s - 1]))
            throw new ArgumentException($"Found {sessions.Count} sessions for {vectors.Outcomes.Count} outcomes, expected one each, ascending.", nameof(sessions));
        if (sessions.Count < 2)
            return PoolOutcome<SessionLags>.Refused(new PoolRefusal("too_few", $"found {sessions.Count} session, expected at least 2: one lag is pooled by itself"));
        var counts = Counts(vectors);
        var (chosen, reason) = structure is { } asked ? (asked, "as asked") : Choose(vectors, counts, sessions);
        var table = VectorEffects.From(vectors, chosen);
        var means = MultilevelModel.Fit(table, options with { Tested = null });
        if (means.Fit is not { } fit)
            return PoolOutcome<SessionLags>.Refused(means.Refusal!);
        double[] at = [.. table.Random[0].Inner!.Select(name => (double)sessions[IndexOf(vectors.Outcomes, name)])];
        var centre = at.Average();
        var line = table with { Design = [DependentEffects.Intercept(table.K), KeyValuePair.Create("session", at.Select(s => s - centre).ToArray())] };
        var trend = MultilevelModel.Fit(line, options with { Tested = null });
        if (trend.Fit is not { } slope)
            return PoolOutcome<SessionLags>.Refused(trend.Refusal!);
        return PoolOutcome<SessionLags>.Of(new SessionLags
        {
            Sessions = [.. sessions],
            Studies = counts,
            Structure = chosen,
            StructureReason = reason,
            Means = fit,
            Trend = slope,
            Centre = centre,
            Departure = sessions.Count > 2 ? Departure(fit, sessions, options) : null,
        });
    }

    private static int[] Counts(EffectVectorTable vectors) =>
        [.. Enumerable.Range(0, vectors.Outcomes.Count).Select(j => vectors.Y.Count(y => !double.IsNaN(y[j])))];

    // UN wants twice as many studies in every pair of sessions as it has parameters a session; one correlation wants five studies a session; AR is between.
    private static (BetweenStructure, string) Choose(EffectVectorTable vectors, int[] counts, IReadOnlyList<int> sessions)
    {
        var p = counts.Length;
        var pairs = (from a in Enumerable.Range(0, p) from b in Enumerable.Range(0, a) select vectors.Y.Count(y => !double.IsNaN(y[a]) && !double.IsNaN(y[b]))).Min();
        if (pairs >= 2 * (p + 1))
            return (BetweenStructure.UN, string.Create(CultureInfo.InvariantCulture, $"every pair of sessions stands in {pairs} studies or more, at least {2 * (p + 1)} = 2 (sessions + 1)"));
        var neighbours = Enumerable.Range(1, p - 1).Select(s => vectors.Y.Count(y => !double.IsNaN(y[s - 1]) && !double.IsNaN(y[s]))).Min();
        var even = Enumerable.Range(1, p - 1).All(s => sessions[s] - sessions[s - 1] == sessions[1] - sessions[0]);
        var scarce = string.Create(CultureInfo.InvariantCulture, $"some pair of sessions stands in {pairs} studies, too few for UN ({2 * (p + 1)} wanted)");
        if (p > 2 && even && neighbours >= 5)
            return (BetweenStructure.AR, $"{scarce}; every two neighbouring sessions stand in {neighbours} studies or more: one variance, correlation falling with distance");
        return counts.Min() >= 5
            ? (BetweenStructure.HCS, $"{scarce}; every session stands in {counts.Min()} studies or more: a variance a session, one correlation")
            : (BetweenStructure.CS, $"{scarce}; some session stands in {counts.Min()} studies: one variance, one correlation");
    }

    // Contrasts of the means that vanish on every line: second divided differences.
    private static OmnibusTest Departure(MultilevelFit fit, IReadOnlyList<int> sessions, MultilevelOptions options)
    {
        var (p, q) = (sessions.Count, sessions.Count - 2);
        var contrasts = new double[q, p];
        for (var i = 0; i < q; i++)
        {
            double left = sessions[i + 1] - sessions[i], right = sessions[i + 2] - sessions[i + 1];
            (contrasts[i, i], contrasts[i, i + 1], contrasts[i, i + 2]) = (1 / left, -1 / left - 1 / right, 1 / right);
        }
        var value = new double[q];
        var covariance = new double[q, q];
        for (var i = 0; i < q; i++)
            for (var a = 0; a < p; a++)
            {
                value[i] += contrasts[i, a] * fit.Coefficients[a].Estimate;
                for (var l = 0; l < q; l++)
                    for (var b = 0; b < p; b++)
                        covariance[i, l] += contrasts[i, a] * fit.Covariance[a, b] * contrasts[l, b];
            }
        var df = options.Test == PoolTest.Z ? double.PositiveInfinity : fit.Coefficients.Min(c => c.DegreesOfFreedom);
        return WaldTest.Of([.. Enumerable.Range(0, q)], value, covariance, fit.ScaleFactor, df);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        throw new InvalidOperationException($"Found session '{name}' among no outcome, expected one of them.");
    }
}
