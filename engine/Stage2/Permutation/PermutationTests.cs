using IpdEngine.Numerics.Random;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Permutation;

/// <summary>Permutation tests of pools: signs of the effects for a plain pool, rows of the model matrix against the effects for a meta-regression.</summary>
/// <remarks>
/// Follmann and Proschan 1999, Biometrics 55:732; Higgins and Thompson 2004, Stat Med 23:1663; definitions of metafor's permutest(). tau-squared
/// is estimated anew in every arrangement.
/// </remarks>
public static class PermutationTests
{
    private const int Chunk = 512;

    /// <summary>Tests every coefficient of a fit.</summary>
    /// <param name="fit">The pool or meta-regression; its estimator and test are used.</param>
    /// <param name="options">Bounds, seed, direction, statistic, threads.</param>
    /// <returns>The p of each coefficient; exact where the distinct arrangements are few enough, else from seeded draws. Refused for a regression
    /// without intercept, whose rows cannot be exchanged under the hypothesis that its coefficients are zero.</returns>
    /// <exception cref="ArgumentException">Fewer than 2 draws, or no thread.</exception>
    public static PoolOutcome<PermutationResult> Of(UnivariateFit fit, PermutationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        options ??= new PermutationOptions();
        if (options.Draws < 2 || options.Workers < 1)
            throw new ArgumentException($"Found {options.Draws} draws and {options.Workers} workers, expected at least 2 and 1.", nameof(options));
        if (!fit.Effects.Intercept)
            return PoolOutcome<PermutationResult>.Refused(new PoolRefusal("intercept",
                "found a model without intercept, expected one: exchanging its rows says nothing about coefficients that are means"));
        var rows = new CanonicalRows(fit.Effects);
        var plain = fit.Effects.Moderators.Count == 0;
        var arrangement = plain ? (RowArrangement?)null : RowArrangement.Of(rows.Columns);
        var design = OrthonormalDesign.From(arrangement is null ? rows.Columns : arrangement.SortedColumns(rows.Columns), fit.K, out _)!;
        var distinct = arrangement?.Distinct ?? Math.Pow(2, fit.K);
        var exact = distinct <= Math.Min(options.MostExact, 1L << 40);
        var observed = new ArrangedPool(design, fit.K, true, fit.Options, options.Statistic);
        Place(observed, rows, arrangement, null);
        observed.Fit();
        var counts = new ExtremeCounts([.. observed.Statistics], observed.Omnibus, options.Alternative);
        // A chunk has its own buffers and its own tally; tallies are whole numbers, so that threads change no byte.
        var fits = exact ? plain ? 1L << (fit.K - 1) : (long)distinct : options.Draws;
        Parallel.For(0, (fits + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, () => counts.Empty(), (chunk, _, tally) =>
        {
            var pool = new ArrangedPool(design, fit.K, true, fit.Options, options.Statistic);
            var labels = exact ? arrangement?.Unrank(chunk * Chunk) : null;
            for (var a = chunk * Chunk; a < Math.Min(fits, (chunk + 1) * Chunk); a++)
            {
                if (!exact)
                    Draw(pool, rows, arrangement, options.Seed, a);
                else if (plain)
                    Sign(pool, rows, (ulong)a);
                else
                    Place(pool, rows, arrangement, labels);
                pool.Fit();
                tally.Add(pool.Statistics, pool.Omnibus);
                if (exact && plain)
                    tally.Add(pool.Statistics, pool.Omnibus, -1);
                if (labels is not null)
                    RowArrangement.Next(labels);
            }
            return tally;
        }, tally =>
        {
            lock (counts)
                counts.Add(tally);
        });
        return PoolOutcome<PermutationResult>.Of(new PermutationResult([.. fit.Coefficients.Select(c => c.Term)], counts.Shares(), counts.OmnibusShare(),
            exact, counts.Seen, distinct, counts.Undefined, Describe(fit, plain, exact, counts.Seen, options)));
    }

    // The mirror image of an arrangement of signs has the negative statistics, so the last effect keeps its sign.
    private static void Sign(ArrangedPool pool, CanonicalRows rows, ulong negative)
    {
        for (var i = 0; i < pool.Y.Length; i++)
            (pool.Y[i], pool.V[i]) = ((negative >> i & 1) != 0 ? -rows.Y[i] : rows.Y[i], rows.V[i]);
    }

    // Draw 0 is the observed arrangement; every other has a stream of its own.
    private static void Draw(ArrangedPool pool, CanonicalRows rows, RowArrangement? arrangement, ulong seed, long number)
    {
        var draw = new Philox(seed, (ulong)number);
        if (arrangement is null)
        {
            for (var i = 0; i < pool.Y.Length; i++)
                (pool.Y[i], pool.V[i]) = (number > 0 && draw.NextBelow(2) == 1 ? -rows.Y[i] : rows.Y[i], rows.V[i]);
            return;
        }
        var labels = arrangement.ObservedLabels();
        if (number > 0)
            for (var i = labels.Length - 1; i > 0; i--)
            {
                var j = draw.NextBelow(i + 1);
                (labels[i], labels[j]) = (labels[j], labels[i]);
            }
        Place(pool, rows, arrangement, labels);
    }

    private static void Place(ArrangedPool pool, CanonicalRows rows, RowArrangement? arrangement, int[]? labels)
    {
        if (arrangement is null)
            Sign(pool, rows, 0);
        else
            arrangement.Place(labels ?? arrangement.ObservedLabels(), rows.Y, rows.V, pool.Y, pool.V);
    }

    private static string Describe(UnivariateFit fit, bool plain, bool exact, long count, PermutationOptions options) =>
        $"{(plain ? "signs of the effects" : "rows of the model matrix against the effects")}, {(exact ? $"all {count} distinct arrangements" : $"{count} arrangements drawn with seed {options.Seed}, the observed among them")}; "
        + $"{(options.Statistic == PermutationStatistic.Test ? "coefficient over standard error" : "coefficient")} by {fit.Options.Estimator}, "
        + (options.Alternative switch { PermutationAlternative.Less => "lower tail", PermutationAlternative.Greater => "upper tail", _ => "two-sided by absolute value" });
}
