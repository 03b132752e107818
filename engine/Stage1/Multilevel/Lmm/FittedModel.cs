using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>A model's rows made ready: basis, cross-products, order of elimination. Deviances are built on it.</summary>
internal sealed record FittedModel(ModelRows Rows, FixedBasis Basis, BlockProducts Products, Sparse.SupernodeLayout Layout, LambdaLayout Parameters)
{
    /// <summary>The model, or null where the factor would have more elements than are allowed.</summary>
    internal static FittedModel? Of(ModelRows rows, FixedBasis basis, long mostElements)
    {
        var products = BlockProducts.Of(rows, basis.Rows, Lanes.Padded(rows.Fixed + 1));
        int[] sizes = [.. products.FactorOf.Select(f => products.Widths[f])];
        var order = Sparse.EliminationOrder.Of(sizes, products.Pairs.Select(p => (p.A, p.B)), products.Border, mostElements);
        return order is null ? null : new FittedModel(rows, basis, products, new Sparse.SupernodeLayout(order, sizes, products.Border), new LambdaLayout(rows.Blocks));
    }

    /// <summary>A deviance of its own, for one thread.</summary>
    internal PenalisedDeviance Deviance(bool reml) => new(Products, Layout, Parameters, Rows.Rows, reml, Basis.LogDeterminant, Rows.LogWeights);
}
