namespace IpdEngine.Stage2.Multilevel;

/// <summary>A random term in numbers: for each effect, in canonical order, its outer and its inner level.</summary>
internal sealed class TermLayout
{
    public TermLayout(RandomTerm term, ReadOnlySpan<int> order)
    {
        Term = term;
        var outers = Levels(term.Outer);
        (Outer, Inner) = (new int[order.Length], new int[order.Length]);
        OuterCount = outers.Count;
        InnerNames = term.Inner is null ? [term.Name] : term.InnerLevels?.ToArray() ?? [.. Levels(term.Inner).Keys];
        var inners = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var j = 0; j < InnerNames.Length; j++)
            inners[InnerNames[j]] = j;
        for (var i = 0; i < order.Length; i++)
        {
            Outer[i] = outers[term.Outer[order[i]]];
            Inner[i] = term.Inner is null ? 0 : inners[term.Inner[order[i]]];
        }
    }

    public RandomTerm Term { get; }

    /// <summary>Outer level of each effect (k), numbered by ordinal order.</summary>
    public int[] Outer { get; }

    /// <summary>Inner level of each effect (k).</summary>
    public int[] Inner { get; }

    public int OuterCount { get; }

    /// <summary>Names of the inner levels in their order; the term's own where there is no inner factor.</summary>
    public string[] InnerNames { get; }

    /// <summary>Order of the term's covariance matrix G.</summary>
    public int Order => InnerNames.Length;

    /// <summary>Structure of G: a single inner level has one variance, whatever was asked.</summary>
    public BetweenStructure Structure => Order == 1 ? BetweenStructure.ID : Term.Structure;

    /// <summary>True where the variance cannot be told from a fixed effect: one level of the grouping factor.</summary>
    public bool SingleLevel => OuterCount == 1 && Order == 1;

    private static SortedDictionary<string, int> Levels(IReadOnlyList<string> labels)
    {
        var levels = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var label in labels)
            levels[label] = 0;
        var next = 0;
        foreach (var label in levels.Keys.ToArray())
            levels[label] = next++;
        return levels;
    }
}
