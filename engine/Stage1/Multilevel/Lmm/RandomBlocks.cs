using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;

namespace IpdEngine.Stage1.Multilevel.Lmm;

/// <summary>The random terms of a formula as blocks of columns, terms of one grouping factor side by side.</summary>
internal static class RandomBlocks
{
    /// <summary>The blocks, factors with most levels first, as lme4 orders its terms.</summary>
    internal static IReadOnlyList<RandomBlock> Of(ModelFormula formula, ModelFrame frame) =>
    [
        .. from term in formula.Random
           group term by term.Group into sameGroup
           let factor = frame.Grouping(sameGroup.First())
           orderby factor.Levels.Count descending
           select Join(factor, [.. sameGroup.Select(t => ModelMatrix.Of(t.Columns, frame))]),
    ];

    private static RandomBlock Join(FactorVariable factor, List<ModelMatrix> terms)
    {
        var (n, width) = (factor.Rows, terms.Sum(t => t.Columns));
        var columns = new double[n * width];
        var at = 0;
        foreach (var term in terms)
            for (var c = 0; c < term.Columns; c++, at++)
                for (var i = 0; i < n; i++)
                    columns[i * width + at] = term.Column(c)[i];
        return new RandomBlock(factor.Name, factor.Codes, factor.Levels, columns, [.. terms.SelectMany(t => t.Names)], [.. terms.Select(t => t.Columns)]);
    }
}
