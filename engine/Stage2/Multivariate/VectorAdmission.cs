using System.Globalization;
using IpdEngine.Numerics;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.Multivariate;

/// <summary>What may enter a multivariate pool: every study is looked at before the first number is computed.</summary>
internal static class VectorAdmission
{
    /// <summary>The first fault of a table, or null; arrays of unequal length are the caller's mistake.</summary>
    /// <exception cref="ArgumentException">A vector or matrix has another size than the outcomes; the estimator is neither REML nor ML; the level is not between 0 and 1.</exception>
    public static PoolRefusal? Refuse(EffectVectorTable effects, PoolOptions options)
    {
        var (k, p) = (effects.Ids.Count, effects.Outcomes.Count);
        RequireShapes(effects, options, k, p);
        if (k < 2)
            return new PoolRefusal("too_few", $"found {k} {(k == 1 ? "study" : "studies")}, expected at least 2: there is nothing to pool");
        for (var i = 0; i < k; i++)
            if (RefuseStudy(effects.Ids[i], effects.Outcomes, effects.Y[i], effects.S[i]) is { } fault)
                return fault;
        return Identity.RefuseDuplicates(effects.Ids) ?? RefuseOutcomes(effects, options.Structure);
    }

    private static void RequireShapes(EffectVectorTable effects, PoolOptions options, int k, int p)
    {
        if (p < 1 || effects.Y.Count != k || effects.S.Count != k)
            throw new ArgumentException($"Found {k} ids, {p} outcomes, {effects.Y.Count} vectors, {effects.S.Count} matrices; expected one vector and one matrix a study and an outcome at least.", nameof(effects));
        for (var i = 0; i < k; i++)
            if (effects.Y[i].Length != p || effects.S[i].GetLength(0) != p || effects.S[i].GetLength(1) != p)
                throw new ArgumentException($"Found a vector of {effects.Y[i].Length} and a matrix {effects.S[i].GetLength(0)} x {effects.S[i].GetLength(1)} for study '{effects.Ids[i]}', expected {p} and {p} x {p}.", nameof(effects));
        if (options.Estimator is not (TauEstimator.REML or TauEstimator.ML))
            throw new ArgumentException($"Found estimator {options.Estimator}, expected REML or ML for several outcomes.", nameof(options));
        if (!(options.Level > 0 && options.Level < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found level {options.Level}, expected a number between 0 and 1, such as 0.95."), nameof(options));
    }

    private static PoolRefusal? RefuseStudy(string id, IReadOnlyList<string> outcomes, double[] y, double[,] s)
    {
        var seen = Enumerable.Range(0, y.Length).Where(j => !double.IsNaN(y[j])).ToArray();
        if (seen.Length == 0)
            return new PoolRefusal("missing", "found no outcome, expected one at least: leave the study out", id);
        var block = new double[seen.Length * seen.Length];
        for (var a = 0; a < seen.Length; a++)
        {
            if (!double.IsFinite(y[seen[a]]))
                return new PoolRefusal("not_finite", $"found {outcomes[seen[a]]} = {y[seen[a]]}, expected a finite number, or NaN where the study lacks the outcome", id);
            for (var b = 0; b < seen.Length; b++)
            {
                var (there, back) = (s[seen[a], seen[b]], s[seen[b], seen[a]]);
                if (!double.IsFinite(there) || Math.Abs(there - back) > 1e-8 * Math.Sqrt(Math.Abs(s[seen[a], seen[a]] * s[seen[b], seen[b]])))
                    return new PoolRefusal("not_positive_definite", $"found covariances {there} and {back} of {outcomes[seen[a]]} and {outcomes[seen[b]]}, expected one finite number", id);
                block[a * seen.Length + b] = there;
            }
        }
        return Cholesky.TryFactor(block, seen.Length, 1e-12)
            ? null
            : new PoolRefusal("not_positive_definite", "found a within-study covariance matrix that is not positive definite, expected positive variances and correlations that can occur together: check its entries", id);
    }

    private static PoolRefusal? RefuseOutcomes(EffectVectorTable effects, BetweenStructure structure)
    {
        for (var a = 0; a < effects.Outcomes.Count; a++)
            for (var b = a; b < effects.Outcomes.Count; b++)
            {
                var count = 0;
                foreach (var y in effects.Y)
                    count += double.IsNaN(y[a]) || double.IsNaN(y[b]) ? 0 : 1;
                if (a == b && count < 2)
                    return new PoolRefusal("too_few", $"found {count} {(count == 1 ? "study" : "studies")} with this outcome, expected at least 2: leave the outcome out", effects.Outcomes[a]);
                if (structure == BetweenStructure.UN && count == 0)
                    return new PoolRefusal("not_identified", $"found no study with both {effects.Outcomes[a]} and {effects.Outcomes[b]}, so their covariance between studies is unknown: use structure HCS, CS or DIAG", effects.Outcomes[a]);
            }
        return null;
    }
}
