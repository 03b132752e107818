using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The random terms of a fit in the units of their columns: theta, covariances, conditional modes.</summary>
internal static class RandomTerms
{
    /// <param name="model">The model.</param>
    /// <param name="deviance">Its deviance, last evaluated at theta.</param>
    /// <param name="theta">The optimum, columns in their own scale.</param>
    /// <param name="solution">Minus the spherical random effects, in the layout's order.</param>
    /// <param name="sigma">Residual standard deviation.</param>
    internal static IReadOnlyList<RandomTermFit> Of(FittedModel model, PenalisedDeviance deviance, double[] theta, double[] solution, double sigma)
    {
        var terms = new List<RandomTermFit>();
        var full = model.Parameters.ToFull(theta);
        foreach (var t in model.Parameters.Terms)
        {
            var (block, scales, q) = (model.Rows.Blocks[t.Factor], model.Products.Scales[t.Factor], t.Columns);
            var lambda = full.AsSpan(t.Start, q * q).ToArray();
            for (var k = 0; k < q * q; k++)
                lambda[k] /= scales[t.Column + k / q];
            var g = RelativeFactor.Covariance(lambda, q);
            var covariance = new double[q, q];
            for (var a = 0; a < q; a++)
                for (var b = 0; b < q; b++)
                    covariance[a, b] = sigma * sigma * g[a * q + b];
            terms.Add(new RandomTermFit(
                block.Group, [.. block.Names.Skip(t.Column).Take(q)], block.Levels, RelativeFactor.Pack(lambda, q), covariance, Effects(model, t, lambda, solution)));
        }

        return terms;
    }

    /// <summary>b = Lambda u, a row a level.</summary>
    private static double[,] Effects(FittedModel model, LambdaTerm term, double[] lambda, double[] solution)
    {
        var levels = model.Rows.Blocks[term.Factor].Levels.Count;
        var effects = new double[levels, term.Columns];
        for (var level = 0; level < levels; level++)
        {
            var first = model.Layout.FirstColumn[model.Products.FirstNode[term.Factor] + level] + term.Column;
            for (var a = 0; a < term.Columns; a++)
                for (var b = 0; b <= a; b++)
                    effects[level, a] -= lambda[a * term.Columns + b] * solution[first + b];
        }

        return effects;
    }
}
