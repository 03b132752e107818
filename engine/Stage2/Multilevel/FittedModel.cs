namespace IpdEngine.Stage2.Multilevel;

/// <summary>A fit's data and sums at its own estimates, made anew from the public record.</summary>
internal sealed class FittedModel
{
    private FittedModel(EffectBlocks data, BlockMoments moments, double[] g) => (Data, Moments, G) = (data, moments, g);

    public EffectBlocks Data { get; }

    /// <summary>Solved at <see cref="G"/>.</summary>
    public BlockMoments Moments { get; }

    /// <summary>Elements of all G.</summary>
    public double[] G { get; }

    /// <summary>A fit as it stands.</summary>
    public static FittedModel Of(MultilevelFit fit) => At(EffectBlocks.From(fit.Effects).Value, fit);

    /// <summary>Other data under the covariances of a fit, matched by the names of terms and inner levels.</summary>
    public static FittedModel At(EffectBlocks data, MultilevelFit fit)
    {
        var g = Elements(data, fit);
        var moments = new BlockMoments(data, fit.Options.Estimator == TauEstimator.REML);
        moments.Solve(g);
        return new(data, moments, g);
    }

    /// <summary>Elements of all G for some data, from a fit of the same terms; an inner level that the fit has not seen stands at zero unless all share one variance.</summary>
    public static double[] Elements(EffectBlocks data, MultilevelFit fit)
    {
        var g = new double[data.Offsets[^1]];
        for (var t = 0; t < data.Terms.Count; t++)
        {
            var layout = data.Terms[t];
            var at = Enumerable.Range(0, fit.Effects.Random.Count).First(i => fit.Effects.Random[i].Name == layout.Term.Name);
            if (layout.Structure is BetweenStructure.ID or BetweenStructure.CS && layout.Order > 1)
            {
                Homogeneous(g.AsSpan(data.Offsets[t]), layout.Order, fit.Components.Where(c => c.Term == at).Select(c => c.Estimate).ToArray());
                continue;
            }
            var (between, places) = (fit.Between[at], Places(layout, fit.Effects.Random[at], fit.Between[at].GetLength(0)));
            for (var i = 0; i < layout.Order; i++)
                for (var j = 0; j < layout.Order; j++)
                    if (places[i] >= 0 && places[j] >= 0)
                        g[data.Offsets[t] + i * layout.Order + j] = between[places[i], places[j]];
        }
        return g;
    }

    // One variance and one correlation stand for inner levels that the fit has not seen, too.
    private static void Homogeneous(Span<double> g, int order, double[] components)
    {
        var covariance = components.Length > 1 && !double.IsNaN(components[1]) ? components[0] * components[1] : 0;
        for (var i = 0; i < order; i++)
            for (var j = 0; j < order; j++)
                g[i * order + j] = i == j ? components[0] : covariance;
    }

    private static int[] Places(TermLayout layout, RandomTerm fitted, int order)
    {
        if (layout.Term.Inner is null || fitted.Inner is null)
            return [0];
        string[] names = fitted.InnerLevels?.ToArray() ?? [.. fitted.Inner.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return [.. layout.InnerNames.Select(n => Math.Min(Array.IndexOf(names, n), order - 1))];
    }
}
