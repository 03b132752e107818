namespace IpdEngine.Simulation.Pools;

/// <summary>How an interval does in a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Rule">The interval's name.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Coverage">Share of intervals that hold their target. For a mean, 1 - coverage is the test's type I error.</param>
/// <param name="Width">Mean width.</param>
/// <param name="Missing">Replicates without an interval, in no share.</param>
public sealed record PoolRow(PoolCell Cell, string Rule, PoolTarget Target, Rate Coverage, double Width, int Missing);

/// <summary>Coverage of every interval of stage 2 over replicates of one cell.</summary>
public static class PoolCoverage
{
    // Univariate and multivariate draws have streams of their own.
    private const int Together = 1 << 12;

    /// <summary>Runs the rules that give an interval, all on the same draws.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="replicates">Draws.</param>
    /// <param name="workers">Draws at once; changes nothing in the result.</param>
    public static IReadOnlyList<PoolRow> Univariate(PoolCell cell, ulong seed, int replicates, int workers) => Run(PoolRule.All, cell, seed, replicates, workers);

    /// <summary>Runs the permutation tests, on the first of the same draws.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="replicates">Draws.</param>
    /// <param name="workers">Draws at once; changes nothing in the result.</param>
    public static IReadOnlyList<PoolRow> Permutation(PoolCell cell, ulong seed, int replicates, int workers) => Run(PoolRule.Permutations, cell, seed, replicates, workers);

    private static IReadOnlyList<PoolRow> Run(IReadOnlyList<PoolRule> rules, PoolCell cell, ulong seed, int replicates, int workers)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var draws = Replicates.Run(0, replicates, workers, r =>
        {
            var (effects, next) = cell.Draw(Streams.At(seed, r, Number(cell)));
            return rules.Select(rule => Held(rule.Make(effects), Target(cell, rule.Target, next))).ToArray();
        });
        return [.. rules.Select((rule, i) => Row(cell, rule.Name, rule.Target, draws.Select(d => d[i])))];
    }

    /// <summary>Runs the multivariate rules, all on the same draws; the four outcomes are counted together, one replicate as one.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="replicates">Draws.</param>
    /// <param name="workers">Draws at once; changes nothing in the result.</param>
    public static IReadOnlyList<PoolRow> Multivariate(PoolCell cell, ulong seed, int replicates, int workers)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var rules = PoolRule.Multivariate;
        var draws = Replicates.Run(0, replicates, workers, r =>
        {
            var effects = cell.DrawVectors(Streams.At(seed, r, Together + Number(cell)));
            return rules.Select(rule => PoolRule.Means(effects, rule.Options) is { } means ? Held((means[0].ConfLow, means[0].ConfHigh), 0) : null).ToArray();
        });
        return [.. rules.Select((rule, i) => Row(cell, rule.Name, PoolTarget.Mean, draws.Select(d => d[i])))];
    }

    private static double Target(PoolCell cell, PoolTarget target, double next) => target switch
    {
        PoolTarget.Mean => 0,
        PoolTarget.Variance => cell.Tau2,
        _ => next,
    };

    private static (bool Holds, double Width)? Held((double Low, double High) interval, double target) =>
        double.IsNaN(interval.Low) || double.IsNaN(interval.High) ? null : (interval.Low <= target && target <= interval.High, interval.High - interval.Low);

    private static PoolRow Row(PoolCell cell, string rule, PoolTarget target, IEnumerable<(bool Holds, double Width)?> draws)
    {
        var (held, made, missing, width) = (0, 0, 0, 0.0);
        foreach (var draw in draws)
        {
            if (draw is not { } interval)
            {
                missing++;
                continue;
            }

            (held, made, width) = (held + (interval.Holds ? 1 : 0), made + 1, width + interval.Width);
        }

        return new PoolRow(cell, rule, target, new Rate(held, made), width / made, missing);
    }

    private static int Number(PoolCell cell)
    {
        for (var i = 0; i < PoolCell.All.Count; i++)
            if (PoolCell.All[i] == cell)
                return i;
        return PoolCell.All.Count;
    }
}
