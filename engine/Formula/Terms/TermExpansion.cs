using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Terms;

/// <summary>
/// Expands <c>+ - * / : ^ %in%</c> to terms by the rules of R's <c>terms.formula</c> (Wilkinson and Rogers 1973, doi 10.2307/2346786;
/// Chambers and Hastie 1992, chapter 2).
/// </summary>
internal sealed class TermExpansion
{
    private const int MostTerms = 2000;

    private readonly string _formula;
    private readonly List<Expression> _variables = [];
    private readonly List<Expression> _offsets = [];
    private bool _intercept = true;
    private bool _adding = true;

    private TermExpansion(string formula) => _formula = formula;

    /// <summary>The terms of a sum; a term that is the response itself is left out, as R does.</summary>
    /// <exception cref="FormulaException">Something that is no term.</exception>
    public static TermList Of(string formula, Expression? sum, Expression? response = null)
    {
        var expansion = new TermExpansion(formula);
        var terms = sum is null ? [] : expansion.Expand(sum);
        var variables = expansion._variables;
        var kept = terms.Where(t => !(t.Length == 1 && variables[t[0]].Text == response?.Text)).OrderBy(t => t.Length).ToList();
        return new TermList(
            formula, variables, [.. kept.Select(t => new Term(t, string.Join(":", t.Select(v => variables[v].Text))))], expansion._intercept, expansion._offsets);
    }

    private List<int[]> Expand(Expression node) => node switch
    {
        ParenthesisExpression p => Expand(p.Inner),
        NumberExpression n => Constant(n),
        SignExpression { Operator: '+' } s => Expand(s.Operand),
        SignExpression s => Without([], s.Operand),
        OperatorExpression o => Combine(o),
        CallExpression { Function: "offset", Arguments.Count: 1 } c => Offset(c),
        TextExpression t => throw new FormulaException(_formula, t.Place, $"the text {t.Text}", "a term"),
        _ => [[IndexOf(node)]],
    };

    private List<int[]> Combine(OperatorExpression o)
    {
        if (o.Operator is "|" or "||")
            throw new FormulaException(_formula, o.Place, $"'{o.Operator}' inside a term", "random terms in parentheses of their own, as in (1 + x | g)");
        var left = Expand(o.Left);
        if (o.Operator == "-")
            return Without(left, o.Right);
        if (o.Operator == "^")
            return Power(left, o);
        var right = Expand(o.Right);
        return o.Operator switch
        {
            "+" => Distinct(o, [.. left, .. right]),
            ":" => Products(o, left, right),
            "*" => Distinct(o, [.. left, .. right, .. Products(o, left, right)]),
            "%in%" => Products(o, left, [Union(right)]),
            _ => Distinct(o, [.. left, .. Products(o, right, [Union(left)])]),
        };
    }

    private List<int[]> Constant(NumberExpression number)
    {
        if (number.Value is not (0 or 1))
            throw new FormulaException(_formula, number.Place, $"the number {number.Text}", "1 or 0 for the intercept; a number inside a term stands in I(), as in I(2 * x)");
        _intercept = number.Value == 1 == _adding;
        return [];
    }

    private List<int[]> Without(List<int[]> left, Expression right)
    {
        _adding = !_adding;
        var taken = Expand(right);
        _adding = !_adding;
        return [.. left.Where(t => !taken.Any(t.SequenceEqual))];
    }

    private List<int[]> Power(List<int[]> bases, OperatorExpression power)
    {
        if (power.Right is not NumberExpression { Value: >= 1 and <= 64 } n || n.Value != Math.Floor(n.Value))
            throw new FormulaException(_formula, power.Place, $"the power {power.Right.Text}", "a whole number from 1 on; a power of a variable stands in I(), as in I(x^2)");
        var terms = bases;
        for (var k = 1; k < n.Value; k++)
            terms = Products(power, terms, bases);
        return terms;
    }

    private List<int[]> Offset(CallExpression call)
    {
        if (_adding)
            _offsets.Add(call.Arguments[0].Value);
        return [];
    }

    private int IndexOf(Expression node)
    {
        var known = _variables.FindIndex(v => v.Text == node.Text);
        if (known >= 0)
            return known;
        _variables.Add(node);
        return _variables.Count - 1;
    }

    private List<int[]> Products(Expression at, List<int[]> left, List<int[]> right)
    {
        if ((long)left.Count * right.Count > MostTerms * 50L)
            throw TooMany(at);
        return Distinct(at, [.. from a in left from b in right select (int[])[.. a.Union(b).Order()]]);
    }

    private static int[] Union(List<int[]> terms) => [.. terms.SelectMany(t => t).Distinct().Order()];

    private List<int[]> Distinct(Expression at, List<int[]> terms)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        terms = [.. terms.Where(t => seen.Add(string.Join(',', t)))];
        return terms.Count <= MostTerms ? terms : throw TooMany(at);
    }

    private FormulaException TooMany(Expression at) => new(_formula, at.Place, $"a product that makes more than {MostTerms} terms", "fewer terms");
}
