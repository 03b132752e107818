namespace IpdEngine.Stage2.Multilevel;

/// <summary>Degrees of freedom by containment: levels of the smallest factor within which a column is constant, less p, at least 1.</summary>
/// <remarks>metafor's <c>dfs = "contain"</c>; a term <c>~ inner | outer</c> stands for two factors, the outer levels and the pairs of both.</remarks>
internal static class ContainmentDegrees
{
    /// <summary>One number a column of the design (p).</summary>
    public static double[] Of(DependentEffects effects)
    {
        var (k, p) = (effects.K, effects.Design.Count);
        var factors = new List<string[]>();
        foreach (var term in effects.Random)
        {
            factors.Add([.. term.Outer]);
            if (term.Inner is { } inner)
                factors.Add([.. inner.Select((level, i) => $"{level.Length}:{level} + {term.Outer[i]}")]);
        }
        return [.. effects.Design.Select(column =>
        {
            var fewest = k;
            foreach (var factor in factors)
            {
                var levels = Enumerable.Range(0, k).GroupBy(i => factor[i], StringComparer.Ordinal).ToList();
                if (levels.TrueForAll(level => level.All(i => column.Value[i].Equals(column.Value[level.First()]))))
                    fewest = Math.Min(fewest, levels.Count);
            }
            return Math.Max(1.0, fewest - p);
        })];
    }
}
