namespace IpdEngine.Stage2.Multilevel;

/// <summary>The variances and correlations of the random part, in metafor's order, from the matrices G.</summary>
internal static class Components
{
    // A correlation of variances that are zero is none.
    private const double Dust = 1e-12;

    /// <summary>Components of all terms, those left out for a single level among them (fixed at zero).</summary>
    public static IReadOnlyList<VarianceComponent> List(DependentEffects effects, IReadOnlyList<TermLayout> layouts, IReadOnlyList<double[,]> between)
    {
        var components = new List<VarianceComponent>();
        var next = 0;
        for (var t = 0; t < effects.Random.Count; t++)
        {
            var term = effects.Random[t];
            if (next >= layouts.Count || !ReferenceEquals(layouts[next].Term, term))
            {
                components.Add(new(t, term.Inner is null ? ComponentKind.Sigma2 : ComponentKind.Tau2, term.Name, 0, -1, -1, true, 1));
                continue;
            }
            Add(components, t, layouts[next], between[t]);
            next++;
        }
        return components;
    }

    /// <summary>Number of estimated components.</summary>
    public static int Estimated(IReadOnlyList<VarianceComponent> components) => components.Count(c => !c.Fixed);

    private static void Add(List<VarianceComponent> components, int t, TermLayout layout, double[,] g)
    {
        var (name, structure, order, levels) = (layout.Term.Name, layout.Structure, layout.Order, layout.OuterCount);
        if (layout.Term.Inner is null)
        {
            components.Add(new(t, ComponentKind.Sigma2, name, g[0, 0], -1, -1, false, levels));
            return;
        }
        var each = structure is BetweenStructure.UN or BetweenStructure.HCS or BetweenStructure.DIAG;
        for (var j = 0; j < (each ? order : 1); j++)
            components.Add(new(t, ComponentKind.Tau2, each ? $"{name}: {layout.InnerNames[j]}" : name, g[j, j], each ? j : -1, -1, false, levels));
        if (structure == BetweenStructure.UN)
            for (var a = 0; a < order; a++)
                for (var b = a + 1; b < order; b++)
                    components.Add(new(t, ComponentKind.Rho, $"{name}: {layout.InnerNames[a]}, {layout.InnerNames[b]}", Correlation(g, a, b), a, b, false, levels));
        else if (structure is BetweenStructure.CS or BetweenStructure.HCS or BetweenStructure.AR)
            components.Add(new(t, ComponentKind.Rho, name, Shared(g, order, structure), -1, -1, false, levels));
    }

    // From the pair with the largest variances: the others may be zero.
    private static double Shared(double[,] g, int order, BetweenStructure structure)
    {
        var (best, rho) = (0.0, double.NaN);
        for (var a = 0; a < order; a++)
            for (var b = a + 1; b < (structure == BetweenStructure.AR ? Math.Min(a + 2, order) : order); b++)
                if (g[a, a] * g[b, b] > best)
                    (best, rho) = (g[a, a] * g[b, b], Correlation(g, a, b));
        return rho;
    }

    private static double Correlation(double[,] g, int a, int b)
    {
        var scale = Math.Sqrt(g[a, a] * g[b, b]);
        return scale > Dust * (g[a, a] + g[b, b]) ? Math.Clamp(g[a, b] / scale, -1, 1) : double.NaN;
    }
}
