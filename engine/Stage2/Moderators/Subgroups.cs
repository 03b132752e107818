using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Moderators;

/// <summary>Pools by subgroup, and the test of their difference.</summary>
/// <remarks>Borenstein et al. 2009, Introduction to Meta-Analysis, chapter 19: tau-squared of each subgroup its own, or one for all.</remarks>
public static class Subgroups
{
    /// <summary>Pools each subgroup.</summary>
    /// <param name="effects">A table without moderators.</param>
    /// <param name="name">The variable that makes the subgroups.</param>
    /// <param name="groups">Its value in each effect (k).</param>
    /// <param name="options">Options of every pool.</param>
    /// <param name="tau">One tau-squared for all subgroups (a meta-regression on the factor), or one each.</param>
    /// <returns>Subgroups in ordinal order of their names. With a tau-squared each, a subgroup that cannot be pooled (one effect) has its reason and
    /// stays out of the test; with a common one it has its prediction. Refused as <see cref="ModeratorColumns.Build"/> refuses a factor.</returns>
    /// <exception cref="ArgumentException">The table has moderators, or lengths differ.</exception>
    public static PoolOutcome<SubgroupAnalysis> Fit(EffectTable effects, string name, IReadOnlyList<string?> groups, PoolOptions options, SubgroupTau tau)
    {
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(groups);
        if (effects.Moderators.Count > 0)
            throw new ArgumentException($"Found {effects.Moderators.Count} moderators, expected none: put the factor into the formula with them.", nameof(effects));
        var built = ModeratorColumns.Factor(name, effects.Ids, groups);
        if (built.Fit is not { } factor)
            return PoolOutcome<SubgroupAnalysis>.Refused(built.Refusal!);
        string[] levels = [.. groups.Select(g => g!.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        int[][] members = [.. levels.Select(level => Enumerable.Range(0, groups.Count).Where(i => string.Equals(groups[i]!.Trim(), level, StringComparison.Ordinal)).ToArray())];
        return tau == SubgroupTau.Common ? Common(effects, name, factor, levels, members, options) : Separate(effects, name, levels, members, options);
    }

    private static PoolOutcome<SubgroupAnalysis> Common(
        EffectTable effects, string name, ModeratorColumns factor, string[] levels, int[][] members, PoolOptions options)
    {
        var outcome = RandomEffects.Fit(effects with { Moderators = factor.Columns }, options);
        if (outcome.Fit is not { } fit)
            return PoolOutcome<SubgroupAnalysis>.Refused(outcome.Refusal!);
        var means = Predictions.At(fit, [.. levels.Select((_, g) => (IReadOnlyList<double>)[.. Enumerable.Range(1, levels.Length - 1).Select(j => j == g ? 1.0 : 0.0)])]);
        var df = fit.Coefficients[0].DegreesOfFreedom;
        var critical = ReferenceDistribution.Critical(options.Level, df);
        return PoolOutcome<SubgroupAnalysis>.Of(new SubgroupAnalysis(name, SubgroupTau.Common,
            [.. levels.Select((level, g) => new Subgroup(level, members[g],
                PoolTests.Test(level, means[g].Estimate, means[g].StandardError, df, critical), fit.Tau2, means[g].Prediction, null, null))],
            fit.Moderation, "F or chi-square of the factor in a meta-regression with one tau-squared", fit));
    }

    private static PoolOutcome<SubgroupAnalysis> Separate(EffectTable effects, string name, string[] levels, int[][] members, PoolOptions options)
    {
        var groups = new Subgroup[levels.Length];
        double weightSum = 0, weighted = 0;
        for (var g = 0; g < groups.Length; g++)
        {
            var outcome = RandomEffects.Fit(effects.Select(members[g]), options);
            var mean = outcome.Fit?.Coefficients[0];
            groups[g] = new Subgroup(levels[g], members[g], mean is null ? null : mean with { Term = levels[g] },
                outcome.Fit?.Tau2 ?? double.NaN, outcome.Fit?.Prediction, outcome.Fit, outcome.Refusal);
            if (mean is null)
                continue;
            var weight = 1 / (mean.StandardError * mean.StandardError);
            (weightSum, weighted) = (weightSum + weight, weighted + weight * mean.Estimate);
        }
        var pooled = groups.Count(g => g.Mean is not null);
        if (pooled < 2)
            return PoolOutcome<SubgroupAnalysis>.Of(new SubgroupAnalysis(name, SubgroupTau.Separate, groups, null,
                $"not tested: found {pooled} subgroup{(pooled == 1 ? "" : "s")} that can be pooled, expected at least 2", null));
        var statistic = 0.0;
        foreach (var group in groups)
            if (group.Mean is { } mean)
            {
                var distance = (mean.Estimate - weighted / weightSum) / mean.StandardError;
                statistic += distance * distance;
            }
        var test = new OmnibusTest(statistic, pooled - 1, double.PositiveInfinity, ReferenceDistribution.ChiSquaredUpperTail(statistic, pooled - 1));
        return PoolOutcome<SubgroupAnalysis>.Of(new SubgroupAnalysis(name, SubgroupTau.Separate, groups, test, "Q between subgroups, chi-square, each with a tau-squared of its own", null));
    }
}
