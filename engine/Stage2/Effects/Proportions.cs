namespace IpdEngine.Stage2.Effects;

/// <summary>Proportions xi of ni, as they are or as log odds; a constant is added to empty cells by metafor's rule.</summary>
internal static class Proportions
{
    public static Func<int, RowEffect> Rule(EffectMeasure measure, NamedColumns columns, CountOptions options)
    {
        var (xi, ni) = (columns.Required("xi"), columns.Required("ni"));
        var anyEmpty = Enumerable.Range(0, columns.Rows).Any(Empty);
        return i =>
        {
            var (x, rest) = (xi[i], ni[i] - xi[i]);
            if (Math.Min(x, rest) < 0 || ni[i] <= 0)
                return RowEffect.Fault("range", "found a count below 0, or more events than cases, expected 0 to ni events of at least 1 case");
            if (FourfoldTables.Added(options, Empty(i), anyEmpty))
                (x, rest) = (x + options.Add, rest + options.Add);
            var n = x + rest;
            return measure == EffectMeasure.PLO
                ? RowEffect.Of(Math.Log(x / rest), 1 / x + 1 / rest)
                : RowEffect.Of(x / n, x / n * (rest / n) / n);
        };

        bool Empty(int i) => xi[i] is 0 || xi[i].Equals(ni[i]);
    }
}
