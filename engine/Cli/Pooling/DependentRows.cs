using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Formula.Design;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>A table of effects with the random terms and sampling covariances by which they depend on each other.</summary>
internal static class DependentRows
{
    /// <exception cref="CommandException">A random term is none of <c>~ 1 | factor</c> and <c>~ inner | outer</c>, a group is missing, or the matrix has another size.</exception>
    public static DependentEffects Of(EffectRows rows, PoolRequest request)
    {
        var effects = rows.Effects;
        List<KeyValuePair<string, double[]>> design = effects.Intercept ? [DependentEffects.Intercept(effects.Yi.Length)] : [];
        design.AddRange(effects.Moderators);
        var random = RandomTerms(rows, request);
        return new DependentEffects(effects.Ids, effects.Yi, Covariance(rows, request, random), design, random);
    }

    /// <summary>The clusters of <c>--cluster</c>; without it the groups of the first random term. Null where there is neither.</summary>
    public static IReadOnlyList<string>? Clusters(EffectRows rows, PoolRequest request, IReadOnlyList<Stage2.RandomTerm> random) =>
        request.Cluster is not { } column ? random.Count > 0 ? random[0].Outer : null
        : [.. rows.Texts(column).Select((text, i) => text ?? throw new CommandException($"found no value of '{column}' at {rows.Effects.Ids[i]}, expected the cluster of every effect"))];

    private static List<Stage2.RandomTerm> RandomTerms(EffectRows rows, PoolRequest request)
    {
        var terms = new List<Stage2.RandomTerm>();
        foreach (var text in request.Random)
        {
            var formula = ModelFormula.Parse(text);
            if (formula.Response is not null || formula.Random.Count == 0 || formula.Fixed.Terms.Count > 0)
                throw new CommandException($"found --random '{text}', expected '~ 1 | study', '~ 1 | study/effect' or '~ outcome | study'");
            var frame = ModelFrame.Of([formula], rows.Table, []);
            if (frame.Dropped.Count > 0)
                throw new CommandException($"found no group of '{text}' at {rows.Effects.Ids[frame.Dropped[0]]}, expected one for every effect: complete it or leave the row out");
            // study before study/effect, as metafor numbers them.
            terms.AddRange(formula.Random.OrderBy(term => term.Grouping.Count).Select(term => Term(term, frame, request.Structure, text)));
        }
        return terms;
    }

    private static Stage2.RandomTerm Term(Formula.Terms.RandomTerm term, ModelFrame frame, BetweenStructure structure, string text)
    {
        var outer = Levels(frame.Grouping(term));
        if (term.Columns.Variables.Count == 0)
            return Stage2.RandomTerm.Intercept(term.Nested, outer);
        if (term.Columns.Variables.Count > 1)
            throw new CommandException($"found --random '{text}', expected one factor before the bar, such as '~ outcome | study'");
        var inner = term.Columns.Variables[0];
        var levels = frame.Variable(inner) switch
        {
            FactorVariable factor => factor,
            NumericVariable number => FactorVariable.OfNumbers(number.Name, number.Values),
            var other => throw new CommandException($"found '{other.Name}' before the bar of '{text}', expected a factor or a number"),
        };
        return new Stage2.RandomTerm($"{inner} | {term.Nested}", outer, Levels(levels), structure, levels.Levels);
    }

    private static string[] Levels(FactorVariable factor) => [.. factor.Codes.Select(code => factor.Levels[code])];

    private static SamplingCovariance Covariance(EffectRows rows, PoolRequest request, IReadOnlyList<Stage2.RandomTerm> random)
    {
        if (request.CovarianceFile is { } file)
            return SamplingCovariance.Of(Matrix(file, rows));
        if (request.Rho is not { } rho)
            return SamplingCovariance.Of(rows.Effects.Vi);
        var clusters = Clusters(rows, request, random) ?? throw new CommandException("found --rho without clusters, expected --cluster COLUMN: effects of one cluster are correlated");
        return SamplingCovariance.FromCorrelation(rows.Effects.Vi, clusters, rho);
    }

    private static double[,] Matrix(string file, EffectRows rows)
    {
        var table = DataFile.Read(file);
        var k = rows.FileRows;
        if (table.Rows != k || table.Columns.Count != k || table.Columns.Any(c => !c.IsNumeric))
            throw new CommandException($"{Path.GetFileName(file)}: found {table.Rows} rows and {table.Columns.Count} columns, expected a header and a square matrix of {k} numbers a row, in the order of the table of effects");
        var v = new double[rows.Kept.Count, rows.Kept.Count];
        for (var i = 0; i < rows.Kept.Count; i++)
            for (var j = 0; j < rows.Kept.Count; j++)
                v[i, j] = table.Columns[rows.Kept[j]].Numbers[rows.Kept[i]];
        return v;
    }
}
