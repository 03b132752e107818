using IpdEngine.Numerics.Random;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Permutation tests of models with dependent effects, which metafor has not for rma.mv.</summary>
/// <remarks>
/// Under the null the errors of a cluster are as likely as their negatives. The model without the tested column gives fitted values and residuals;
/// each flip turns the residuals of whole clusters, fits the full model anew, components included, and compares the statistic: Winkler et al. 2014,
/// NeuroImage 92:381 (whole-block sign flipping). With an intercept alone the test is exact under symmetry; elsewhere it is approximate, as all
/// permutation tests with nuisance coefficients are.
/// </remarks>
public static class SignFlips
{
    // Statistics that differ by rounding alone are one.
    private const double Rounding = 1e-8;

    /// <summary>Tests one coefficient.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="clusters">Cluster of each effect (k), in the order of the fit's effects.</param>
    /// <param name="coefficient">Index of the coefficient.</param>
    /// <param name="most">Flips at most: all are made where there are no more, else this many are drawn.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="cancellation">Stops the test.</param>
    /// <returns>The test, or the reason why there is none: one cluster, or no fit without the column.</returns>
    /// <exception cref="ArgumentException">Not one cluster an effect, no such coefficient, or fewer than 20 flips.</exception>
    public static PoolOutcome<SignFlipTest> Test(
        MultilevelFit fit, IReadOnlyList<string> clusters, int coefficient, int most = 1000, ulong seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Count != fit.K)
            throw new ArgumentException($"Found {clusters.Count} clusters for {fit.K} effects, expected one each.", nameof(clusters));
        if (coefficient < 0 || coefficient >= fit.Coefficients.Count)
            throw new ArgumentException($"Found coefficient {coefficient}, expected 0 to {fit.Coefficients.Count - 1}.", nameof(coefficient));
        if (most < 20)
            throw new ArgumentException($"Found {most} flips at most, expected 20 at least: fewer cannot reach p = .05.", nameof(most));
        string[] labels = [.. clusters.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            return PoolOutcome<SignFlipTest>.Refused(new PoolRefusal("too_few", "found one cluster, expected at least 2: there is nothing to flip"));
        var fitted = new double[fit.K];
        if (fit.Coefficients.Count > 1)
        {
            var outcome = MultilevelModel.Fit(fit.Effects with { Design = [.. fit.Effects.Design.Where((_, j) => j != coefficient)] }, fit.Options with { Tested = null });
            if (outcome.Fit is not { } restricted)
                return PoolOutcome<SignFlipTest>.Refused(outcome.Refusal!);
            for (var j = 0; j < restricted.Coefficients.Count; j++)
                for (var i = 0; i < fit.K; i++)
                    fitted[i] += restricted.Effects.Design[j].Value[i] * restricted.Coefficients[j].Estimate;
        }
        var clusterOf = new int[fit.K];
        for (var i = 0; i < fit.K; i++)
            clusterOf[i] = Array.IndexOf(labels, clusters[i]);
        return PoolOutcome<SignFlipTest>.Of(Compare(fit, fitted, clusterOf, labels.Length, coefficient, most, seed, cancellation));
    }

    private static SignFlipTest Compare(MultilevelFit fit, double[] fitted, int[] clusterOf, int clusters, int coefficient, int most, ulong seed, CancellationToken cancellation)
    {
        var observed = Math.Abs(fit.Coefficients[coefficient].Statistic);
        var exact = clusters < 31 && 1L << clusters <= most;
        var flips = exact ? 1 << clusters : most;
        var (large, failed) = (1, 0);
        var signs = new bool[clusters];
        for (var flip = 1; flip < flips; flip++)
        {
            cancellation.ThrowIfCancellationRequested();
            var draw = new Philox(seed, (ulong)flip);
            for (var c = 0; c < clusters; c++)
                signs[c] = exact ? (flip >> c & 1) == 1 : draw.NextBelow(2) == 1;
            var y = new double[fit.K];
            for (var i = 0; i < y.Length; i++)
                y[i] = fitted[i] + (signs[clusterOf[i]] ? -1 : 1) * (fit.Effects.Yi[i] - fitted[i]);
            if (MultilevelModel.Fit(fit.Effects with { Yi = y }, fit.Options).Fit is not { } again)
            {
                failed++;
                large++;
            }
            else if (Math.Abs(again.Coefficients[coefficient].Statistic) >= observed * (1 - Rounding))
            {
                large++;
            }
        }
        var statistic = fit.Coefficients[coefficient].Statistic;
        return new SignFlipTest(fit.Coefficients[coefficient].Term, statistic, (double)large / flips, flips, exact, failed);
    }
}
