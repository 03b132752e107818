using System.Numerics;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Sensitivity;

/// <summary>Pools every subset of the effects, or a sample of subsets: clusters of estimates betray subgroups and outliers.</summary>
/// <remarks>Olkin, Dahabreh and Trikalinos 2012, Res Synth Methods 3:214; quantities by metafor's gosh(). Each subset is fitted to its own global optimum.</remarks>
public static class Gosh
{
    /// <summary>Numbers held at most for all subsets: half a gigabyte.</summary>
    private const long MostNumbers = 1L << 26;

    /// <summary>Fits the subsets of at least as many effects as there are coefficients.</summary>
    /// <param name="fit">The pool of all effects; its estimator and moderators are used.</param>
    /// <param name="options">Bound, seed, threads.</param>
    /// <returns>Subsets in ascending order of their members' binary number (all of them), or as drawn by the seed: each effect in with probability one
    /// half, given that there are enough. Refused where the subsets asked for would not fit into memory.</returns>
    /// <exception cref="ArgumentException">The bound is below 2, or there is no thread.</exception>
    public static PoolOutcome<GoshResult> Of(UnivariateFit fit, GoshOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        options ??= new GoshOptions();
        if (options.MostSubsets < 2 || options.Workers < 1)
            throw new ArgumentException($"Found {options.MostSubsets} subsets and {options.Workers} workers, expected at least 2 and 1.", nameof(options));
        var order = Enumerable.Range(0, fit.K).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(fit.Effects.Ids[a], fit.Effects.Ids[b]));
        var effects = fit.Effects.Select(order);
        var p = fit.Coefficients.Count;
        var words = (fit.K + 63) / 64;
        var exhaustive = fit.K < 31 && Subsets.Count(fit.K, p) <= options.MostSubsets;
        if (!exhaustive && (long)options.MostSubsets * (words + p + 8) > MostNumbers)
            return PoolOutcome<GoshResult>.Refused(new PoolRefusal("dimension",
                $"found {options.MostSubsets} subsets of {fit.K} effects with {p} coefficients, expected at most {MostNumbers / (words + p + 8)} subsets of so many: ask for fewer"));
        var members = exhaustive ? Subsets.Every(fit.K, p) : Subsets.Drawn(fit.K, p, options.MostSubsets, options.Seed);
        var subsets = new GoshSubset[members.Length / words];
        var columns = new CanonicalRows(effects).Columns;
        // A chunk has its own buffers and its own places in the result, so that threads change no byte.
        const int Chunk = 256;
        Parallel.For(0, (subsets.Length + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, chunk =>
        {
            for (var s = chunk * Chunk; s < Math.Min(subsets.Length, (chunk + 1) * Chunk); s++)
                subsets[s] = Fit(effects, columns, members.AsSpan(s * words, words), fit.Options.Estimator);
        });
        return PoolOutcome<GoshResult>.Of(new GoshResult(effects.Ids, [.. fit.Coefficients.Select(c => c.Term)], exhaustive, members, subsets));
    }

    private static GoshSubset Fit(EffectTable effects, double[][] columns, ReadOnlySpan<ulong> members, TauEstimator estimator)
    {
        var k = 0;
        foreach (var word in members)
            k += BitOperations.PopCount(word);
        var (y, v, x) = (new double[k], new double[k], new double[columns.Length][]);
        for (var j = 0; j < x.Length; j++)
            x[j] = new double[k];
        var row = 0;
        for (var i = 0; i < effects.Yi.Length; i++)
        {
            if ((members[i / 64] >> (i % 64) & 1) == 0)
                continue;
            (y[row], v[row]) = (effects.Yi[i], effects.Vi[i]);
            for (var j = 0; j < x.Length; j++)
                x[j][row] = columns[j][i];
            row++;
        }
        // One effect is its own mean, without heterogeneity (as metafor has it).
        if (k == 1 && effects.Moderators.Count == 0)
            return new GoshSubset(1, [y[0]], 0, 0, 1, 0);
        var needed = estimator == TauEstimator.EE ? x.Length : x.Length + 1;
        if (k < needed || OrthonormalDesign.From(x, k, out _) is not { } design)
            return new GoshSubset(k, [.. Enumerable.Repeat(double.NaN, x.Length)], double.NaN, double.NaN, double.NaN, double.NaN);
        var model = new WeightedRegression(y, v, design);
        if (k == x.Length)
        {
            model.Solve(0);
            return new GoshSubset(k, model.Coefficients(), 0, 0, 1, 0);
        }
        var tau2 = TauSquared.Estimate(model, estimator).Value;
        model.Solve(tau2);
        var estimates = model.Coefficients();
        var (trace, q) = Heterogeneity.AtZero(model);
        var (i2, h2) = Heterogeneity.Shares(estimator, tau2, trace, q, k - x.Length);
        return new GoshSubset(k, estimates, q, i2, h2, tau2);
    }
}
