using IpdEngine.Numerics;
using IpdEngine.Stage2.Inference;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>The data of a model in canonical order, cut into blocks that nothing ties together.</summary>
internal sealed class EffectBlocks
{
    /// <summary>A block costs n^3 a step and n^2 in memory: beyond this a fit would take minutes.</summary>
    public const int LargestBlock = 3000;

    /// <summary>Elements of all G together: their second derivatives take the square of it in memory.</summary>
    public const int MostElements = 4096;

    private EffectBlocks(int[] order, double[] y, OrthonormalDesign design, IReadOnlyList<TermLayout> terms, EffectBlock[] blocks)
    {
        (Order, Y, Design, Terms, Blocks) = (order, y, design, terms, blocks);
        Offsets = new int[terms.Count + 1];
        for (var t = 0; t < terms.Count; t++)
            Offsets[t + 1] = Offsets[t] + terms[t].Order * terms[t].Order;
    }

    /// <summary>Input row of each canonical row (k).</summary>
    public int[] Order { get; }

    /// <summary>Estimates (k), canonical.</summary>
    public double[] Y { get; }

    /// <summary>X = Z R (k x p), canonical.</summary>
    public OrthonormalDesign Design { get; }

    public IReadOnlyList<TermLayout> Terms { get; }

    public EffectBlock[] Blocks { get; }

    /// <summary>First element of each term's G among all elements; the last is their number.</summary>
    public int[] Offsets { get; }

    public int K => Y.Length;

    public int P => Design.P;

    /// <summary>Cuts a table; the refusal says why it cannot be.</summary>
    public static PoolOutcome<EffectBlocks> From(DependentEffects effects)
    {
        var order = Identity.CanonicalOrder(effects.Ids) ?? [.. Enumerable.Range(0, effects.K)];
        var columns = effects.Design.Select(c => order.Select(i => c.Value[i]).ToArray()).ToList();
        if (OrthonormalDesign.From(columns, effects.K, out var collinear) is not { } design)
            return Refused("collinear", "found a column of the design that follows from the columns before it, expected one with information of its own: leave it out", effects.Design[collinear].Key);
        var terms = effects.Random.Select(t => new TermLayout(t, order)).Where(t => !t.SingleLevel).ToList();
        if (terms.Sum(t => (long)t.Order * t.Order) > MostElements)
            return Refused("dimension", $"found {terms.Max(t => t.Order)} inner levels in a random term, expected at most {(int)Math.Sqrt(MostElements)}: where each level stands in one group, ~ 1 | outer/inner is the same model as CS", terms.MaxBy(t => t.Order)!.Term.Name);
        var ties = new DisjointSets(effects.K);
        foreach (var term in terms)
            ties.JoinLevels(term.Outer, term.OuterCount);
        Tie(effects.V, order, ties);
        var sets = ties.Sets();
        var largest = sets.MaxBy(s => s.Length)!;
        if (largest.Length > LargestBlock)
            return Refused("dimension", $"found {largest.Length} effects bound together by V or by random terms, expected at most {LargestBlock}: use fewer crossed terms", effects.Ids[order[largest[0]]]);
        var blocks = new EffectBlock[sets.Length];
        for (var b = 0; b < sets.Length; b++)
        {
            blocks[b] = new EffectBlock(sets[b], terms, (i, j) => effects.V[order[i], order[j]]);
            if (!Cholesky.TryFactor((double[])blocks[b].S.Clone(), blocks[b].N, 1e-12))
                return Refused("not_positive_definite",
                    "found a sampling covariance matrix that is not positive definite, expected positive variances and correlations that can occur together: check the block of effects that this one belongs to, or a smaller correlation",
                    effects.Ids[order[sets[b][0]]]);
        }
        return PoolOutcome<EffectBlocks>.Of(new EffectBlocks(order, [.. order.Select(i => effects.Yi[i])], design, terms, blocks));
    }

    private static void Tie(SamplingCovariance v, int[] order, DisjointSets ties)
    {
        var canonical = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            canonical[order[i]] = i;
        for (var b = 0; b < v.Blocks; b++)
        {
            var rows = v.BlockRows(b);
            for (var i = 1; i < rows.Count; i++)
                ties.Join(canonical[rows[0]], canonical[rows[i]]);
        }
    }

    private static PoolOutcome<EffectBlocks> Refused(string code, string reason, string where) =>
        PoolOutcome<EffectBlocks>.Refused(new PoolRefusal(code, reason, where));
}
