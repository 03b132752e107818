using IpdEngine.Formula.Syntax;
using IpdEngine.Formula.Terms;

namespace IpdEngine.Formula.Design;

/// <summary>The variables of one formula or several on the rows that have them all: R's <c>model.frame</c> with <c>na.omit</c>, unused levels dropped.</summary>
public sealed class ModelFrame
{
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FactorVariable> _groupings = new(StringComparer.Ordinal);

    private ModelFrame(IReadOnlyList<int> rows, IReadOnlyList<int> dropped) => (Rows, Dropped) = (rows, dropped);

    /// <summary>Indices of the complete rows in the table.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>Indices of the rows left out because a variable is missing there.</summary>
    public IReadOnlyList<int> Dropped { get; }

    /// <summary>The variables of a formula.</summary>
    /// <exception cref="FormulaException">An unknown column or function, texts where numbers are needed.</exception>
    public static ModelFrame Of(ModelFormula formula, DataFrame frame) => Of([formula], frame, []);

    /// <summary>The variables of several formulas on their common rows.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="frame">The table.</param>
    /// <param name="needed">Further columns that a row must have, such as weights.</param>
    public static ModelFrame Of(IReadOnlyList<ModelFormula> formulas, DataFrame frame, IReadOnlyList<string> needed)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(needed);
        var (variables, groupings) = (new Dictionary<string, Variable>(StringComparer.Ordinal), new Dictionary<string, FactorVariable>(StringComparer.Ordinal));
        foreach (var formula in formulas)
        {
            var evaluation = new Evaluation(formula.Text, frame);
            foreach (var expression in Expressions(formula))
                if (!variables.ContainsKey(expression.Text))
                    variables.Add(expression.Text, evaluation.Of(expression));
            foreach (var expression in formula.Random.SelectMany(r => r.Grouping))
                if (!groupings.ContainsKey(expression.Text))
                    groupings.Add(expression.Text, evaluation.Grouping(expression));
        }
        var columns = needed.Select(frame.Column).ToList();
        var (rows, dropped) = (new List<int>(), new List<int>());
        for (var i = 0; i < frame.Rows; i++)
            (columns.Any(c => c.IsMissing(i)) || variables.Values.Any(v => v.IsMissing(i)) || groupings.Values.Any(v => v.IsMissing(i)) ? dropped : rows).Add(i);
        var result = new ModelFrame(rows, dropped);
        foreach (var (name, variable) in variables)
            result._variables.Add(name, variable is NumericVariable n ? n with { Values = [.. rows.Select(r => n.Values[r])] } : ((FactorVariable)variable).Select(rows));
        foreach (var (name, factor) in groupings)
            result._groupings.Add(name, factor.Select(rows));
        return result;
    }

    /// <summary>The variable that an expression of the formulas stands for, on <see cref="Rows"/>.</summary>
    public Variable Variable(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return _variables.TryGetValue(expression.Text, out var variable)
            ? variable
            : throw new ArgumentException($"found '{expression.Text}', expected one of the formula's variables: {string.Join(", ", _variables.Keys)}", nameof(expression));
    }

    /// <summary>The numbers that an expression of the formulas stands for, on <see cref="Rows"/>.</summary>
    /// <exception cref="FormulaException">It is a factor.</exception>
    public double[] Numbers(ModelFormula formula, Expression expression)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return Variable(expression) is NumericVariable numbers
            ? numbers.Values
            : throw new FormulaException(formula.Text, expression.Place, $"texts in '{expression.Text}'", "numbers");
    }

    /// <summary>The groups of a random term: the combinations of its factors that occur, named <c>b1:a1</c>, the last factor fastest.</summary>
    public FactorVariable Grouping(RandomTerm term)
    {
        ArgumentNullException.ThrowIfNull(term);
        var factor = _groupings[term.Grouping[0].Text];
        foreach (var expression in term.Grouping.Skip(1))
            factor = Cross(factor, _groupings[expression.Text]);
        return factor with { Name = term.Group };
    }

    private static FactorVariable Cross(FactorVariable slow, FactorVariable fast)
    {
        long Key(int i) => (long)slow.Codes[i] * fast.Levels.Count + fast.Codes[i];
        long[] keys = [.. Enumerable.Range(0, slow.Rows).Select(Key).Distinct().Order()];
        return new FactorVariable(
            slow.Name, [.. Enumerable.Range(0, slow.Rows).Select(i => Array.BinarySearch(keys, Key(i)))],
            [.. keys.Select(k => $"{slow.Levels[(int)(k / fast.Levels.Count)]}:{fast.Levels[(int)(k % fast.Levels.Count)]}")]);
    }

    private static IEnumerable<Expression> Expressions(ModelFormula formula) =>
    [
        .. formula.Response is { } response ? (Expression[])[response] : [],
        .. formula.Fixed.Variables, .. formula.Fixed.Offsets, .. formula.Random.SelectMany(r => r.Columns.Variables),
    ];
}
