using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Terms;

/// <summary>Takes the random terms out of a right-hand side and expands <c>/</c> and <c>||</c> as lme4's <c>findbars</c> and <c>expandDoubleVerts</c> do.</summary>
internal static class RandomExpansion
{
    /// <summary>What is left of the sum without its random terms (null where nothing is), and the random terms.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="sum">Its right-hand side.</param>
    /// <param name="oneSided">Whether it has no response: the whole side may then be one random term.</param>
    public static (Expression? Fixed, IReadOnlyList<RandomTerm> Random) Split(string formula, Expression sum, bool oneSided)
    {
        var random = new List<RandomTerm>();
        // ~ 1 | study/effect: the whole side is one random term.
        if (oneSided && sum is OperatorExpression { Operator: "|" or "||" } whole)
        {
            random.AddRange(Expand(formula, whole));
            return (null, random);
        }
        return (WithoutBars(formula, sum, random), random);
    }

    private static Expression? WithoutBars(string formula, Expression node, List<RandomTerm> random)
    {
        switch (node)
        {
            case ParenthesisExpression { Inner: OperatorExpression { Operator: "|" or "||" } bar }:
                random.AddRange(Expand(formula, bar));
                return null;
            case OperatorExpression { Operator: "+" } plus:
                var left = WithoutBars(formula, plus.Left, random);
                var right = WithoutBars(formula, plus.Right, random);
                return left is null ? right : right is null ? left : new OperatorExpression(plus.Place, "+", left, right);
            case OperatorExpression { Operator: "-" } minus:
                var rest = WithoutBars(formula, minus.Left, random);
                return rest is null ? new SignExpression(minus.Place, '-', minus.Right) : new OperatorExpression(minus.Place, "-", rest, minus.Right);
            default:
                return node;
        }
    }

    private static IEnumerable<RandomTerm> Expand(string formula, OperatorExpression bar)
    {
        var columns = TermExpansion.Of(formula, bar.Left);
        if (columns.Offsets.Count > 0)
            throw new FormulaException(formula, bar.Left.Place, "an offset in a random term", "the offset among the fixed terms");
        if (columns.Terms.Count == 0 && !columns.Intercept)
            throw new FormulaException(formula, bar.Place, $"a random term without columns, '{bar.Text}'", "an intercept or a variable left of the bar, as in (1 | g)");
        List<TermList> blocks = bar.Operator == "|" ? [columns] : Uncorrelated(columns);
        foreach (var (factors, group, nested) in Groupings(formula, bar.Right))
            foreach (var block in blocks)
                yield return new RandomTerm(block, factors, group, nested);
    }

    private static List<TermList> Uncorrelated(TermList columns)
    {
        var blocks = new List<TermList>();
        if (columns.Intercept)
            blocks.Add(new TermList(columns.Formula, [], [], true, []));
        foreach (var term in columns.Terms)
            blocks.Add(new TermList(
                columns.Formula, [.. term.Variables.Select(v => columns.Variables[v])], [new Term([.. Enumerable.Range(0, term.Order)], term.Label)], false, []));
        return blocks;
    }

    /// <summary>a/b gives b:a and a, innermost first; a:b and a alone give themselves.</summary>
    private static IEnumerable<(IReadOnlyList<Expression> Factors, string Group, string Nested)> Groupings(string formula, Expression node)
    {
        if (node is ParenthesisExpression p)
            return Groupings(formula, p.Inner);
        if (node is OperatorExpression { Operator: "/" } slash)
        {
            var outer = Groupings(formula, slash.Left).ToList();
            var inner = Factors(formula, slash.Right);
            var (factors, group, nested) = outer[0];
            var own = outer[0].Factors.Count > 1 ? $"({group})" : group;
            return [([.. inner, .. factors], $"{slash.Right.Text}:{own}", $"{nested}/{slash.Right.Text}"), .. outer];
        }
        return [(Factors(formula, node), node.Text, node.Text)];
    }

    private static IReadOnlyList<Expression> Factors(string formula, Expression node) => node switch
    {
        ParenthesisExpression p => Factors(formula, p.Inner),
        OperatorExpression { Operator: ":" } o => [.. Factors(formula, o.Left), .. Factors(formula, o.Right)],
        NameExpression or CallExpression => [node],
        _ => throw new FormulaException(formula, node.Place, $"'{node.Text}' right of a bar", "grouping factors, as in (1 | g), (1 | a:b) or (1 | a/b)"),
    };
}
