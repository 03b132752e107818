namespace IpdEngine.Stage2.Effects;

/// <summary>Odds ratios, risk ratios and risk differences of tables with ai, bi events and non-events in the first group, ci, di in the second.</summary>
/// <remarks>Variances by the delta method; a constant is added to empty cells by metafor's rule (Viechtbauer 2010, J Stat Softw 36(3), section 3).</remarks>
internal static class FourfoldTables
{
    public static Func<int, RowEffect> Rule(EffectMeasure measure, NamedColumns columns, CountOptions options)
    {
        var (ai, ci) = (columns.Required("ai"), columns.Required("ci"));
        var bi = columns.Has("bi") ? columns.Required("bi") : Rest(columns.Required("n1i"), ai);
        var di = columns.Has("di") ? columns.Required("di") : Rest(columns.Required("n2i"), ci);
        var anyEmpty = Enumerable.Range(0, columns.Rows).Any(Empty);
        return i =>
        {
            var (a, b, c, d) = (ai[i], bi[i], ci[i], di[i]);
            if (Math.Min(Math.Min(a, b), Math.Min(c, d)) < 0)
                return RowEffect.Fault("range", "found a count below 0, or more events than cases in a group, expected counts of at least 0");
            if (Added(options, Empty(i), anyEmpty))
                (a, b, c, d) = (a + options.Add, b + options.Add, c + options.Add, d + options.Add);
            var (n1, n2) = (a + b, c + d);
            return measure switch
            {
                EffectMeasure.OR => RowEffect.Of(Math.Log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d),
                EffectMeasure.RR => RowEffect.Of(Math.Log(a / n1 / (c / n2)), 1 / a - 1 / n1 + 1 / c - 1 / n2),
                _ => RowEffect.Of(a / n1 - c / n2, a / n1 * (b / n1) / n1 + c / n2 * (d / n2) / n2),
            };
        };

        bool Empty(int i) => ai[i] is 0 || bi[i] is 0 || ci[i] is 0 || di[i] is 0;
    }

    /// <summary>Whether a table gets the constant.</summary>
    public static bool Added(CountOptions options, bool empty, bool anyEmpty) => options.To switch
    {
        CountAdjustment.All => true,
        CountAdjustment.OnlyZero => empty,
        CountAdjustment.IfZeroAll => anyEmpty,
        _ => false,
    };

    private static double[] Rest(double[] sizes, double[] events) => [.. sizes.Zip(events, (n, x) => n - x)];
}
