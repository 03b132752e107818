using IpdEngine.Formula.Syntax;

namespace IpdEngine.Formula.Design;

/// <summary>Evaluates the variables of a formula on a table, over all its rows, as R's <c>model.frame</c> does before it drops any.</summary>
internal sealed class Evaluation(string formula, DataFrame frame)
{
    private static readonly SortedDictionary<string, Func<double, double>> s_functions = new(StringComparer.Ordinal)
    {
        ["abs"] = Math.Abs,
        ["ceiling"] = Math.Ceiling,
        ["cos"] = Math.Cos,
        ["exp"] = Math.Exp,
        ["floor"] = Math.Floor,
        ["log"] = Math.Log,
        ["log10"] = Math.Log10,
        ["log2"] = Math.Log2,
        ["sin"] = Math.Sin,
        ["sqrt"] = Math.Sqrt,
        ["tan"] = Math.Tan,
        ["tanh"] = Math.Tanh,
    };

    /// <summary>The variable that an expression stands for: a factor for texts and <c>factor()</c>, numbers otherwise.</summary>
    /// <exception cref="FormulaException">An unknown column or function, texts where numbers are needed.</exception>
    public Variable Of(Expression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                var column = Column(name);
                return column.IsNumeric
                    ? new NumericVariable(name.Text, column.Numbers.ToArray())
                    : FactorVariable.OfTexts(name.Text, column.Texts);
            case ParenthesisExpression p:
                return Of(p.Inner) with { Name = p.Text };
            case CallExpression { Function: "factor" or "as.factor" or "relevel" } call:
                return Factor(call);
            default:
                return new NumericVariable(expression.Text, Numbers(expression));
        }
    }

    /// <summary>A grouping factor: numbers are made one.</summary>
    public FactorVariable Grouping(Expression expression) => Of(expression) switch
    {
        FactorVariable factor => factor,
        NumericVariable numbers => FactorVariable.OfNumbers(numbers.Name, numbers.Values),
        var other => throw new InvalidOperationException(other.GetType().Name),
    };

    private DataColumn Column(NameExpression name) =>
        frame.Has(name.Name) ? frame.Column(name.Name) : throw new FormulaException(formula, name.Place, $"no column '{name.Name}'", NearestColumn.Suggest(name.Name, frame.Columns));

    private FactorVariable Factor(CallExpression call)
    {
        if (call.Arguments.Count == 0)
            throw new FormulaException(formula, call.Place, $"{call.Function}() without a variable", "factor(x)");
        var factor = Grouping(call.Arguments[0].Value) with { Name = call.Text };
        if (call.Function != "relevel")
            return call.Arguments.Count == 1
                ? factor
                : throw new FormulaException(formula, call.Place, $"{call.Arguments.Count} arguments of {call.Function}()", "one; a reference level is given by relevel(factor(x), ref = \"level\")");
        var reference = call.Arguments.Count == 2 && call.Arguments[1] is { Name: null or "ref" } argument
            ? argument.Value switch { TextExpression t => t.Value, NumberExpression n => n.Text, _ => null }
            : null;
        if (reference is null || !factor.Levels.Contains(reference))
            throw new FormulaException(
                formula, call.Place, reference is null ? $"'{call.Text}'" : $"no level '{reference}'",
                $"relevel(factor(x), ref = \"level\") with one of the levels {string.Join(", ", factor.Levels.Take(12))}");
        return factor.WithReference(reference);
    }

    private double[] Numbers(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                var constant = new double[frame.Rows];
                Array.Fill(constant, number.Value);
                return constant;
            case NameExpression name:
                var column = Column(name);
                return column.IsNumeric ? column.Numbers.ToArray() : throw new FormulaException(formula, name.Place, $"texts in column '{name.Name}'", "numbers here; texts may stand alone as a factor");
            case ParenthesisExpression p:
                return Numbers(p.Inner);
            case SignExpression sign:
                return sign.Operator == '-' ? Array.ConvertAll(Numbers(sign.Operand), x => -x) : Numbers(sign.Operand);
            case OperatorExpression o:
                return Arithmetic(o);
            case CallExpression call:
                return Function(call);
            default:
                throw new FormulaException(formula, expression.Place, $"'{expression.Text}'", "numbers");
        }
    }

    private double[] Arithmetic(OperatorExpression o)
    {
        Func<double, double, double> compute = o.Operator switch
        {
            "+" => (a, b) => a + b,
            "-" => (a, b) => a - b,
            "*" => (a, b) => a * b,
            "/" => (a, b) => a / b,
            // R: NA^0 is 1, but a missing value is better missing.
            "^" => (a, b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b),
            _ => throw new FormulaException(formula, o.Place, $"'{o.Operator}' in arithmetic", "one of + - * / ^"),
        };
        double[] left = Numbers(o.Left), right = Numbers(o.Right);
        for (var i = 0; i < left.Length; i++)
            left[i] = compute(left[i], right[i]);
        return left;
    }

    private double[] Function(CallExpression call)
    {
        if (call.Function is not ("I" or "as.numeric" or "scale") && !s_functions.ContainsKey(call.Function))
            throw new FormulaException(formula, call.Place, $"the function {call.Function}()", $"one of factor, relevel, I, as.numeric, scale, offset, {string.Join(", ", s_functions.Keys)}");
        if (call.Arguments.Count == 0 || (call.Arguments.Count > 1 && call.Function != "scale"))
            throw new FormulaException(formula, call.Place, $"{call.Arguments.Count} arguments of {call.Function}()", $"one, as in {call.Function}(x)");
        var values = Numbers(call.Arguments[0].Value);
        return call.Function switch
        {
            "I" or "as.numeric" => values,
            "scale" => Scale(values, Switch(call, "center", 1), Switch(call, "scale", 2)),
            _ => Array.ConvertAll(values, x => s_functions[call.Function](x)),
        };
    }

    private bool Switch(CallExpression call, string name, int position)
    {
        for (var k = 1; k < call.Arguments.Count; k++)
        {
            var argument = call.Arguments[k];
            if (argument.Name is not (null or "center" or "scale") || k > 2 || argument.Value is not NameExpression { Name: "TRUE" or "FALSE" or "T" or "F" } value)
                throw new FormulaException(formula, call.Place, $"'{call.Text}'", "scale(x), scale(x, scale = FALSE) or scale(x, center = FALSE)");
            if (argument.Name == name || (argument.Name is null && k == position))
                return value.Name[0] == 'T';
        }
        return true;
    }

    /// <summary>R's scale: observed values centred, then divided by their root mean square over n - 1.</summary>
    private static double[] Scale(double[] values, bool center, bool scale)
    {
        double[] observed = [.. values.Where(x => !double.IsNaN(x))];
        var mean = center && observed.Length > 0 ? observed.Average() : 0;
        var root = scale ? Math.Sqrt(observed.Sum(x => (x - mean) * (x - mean)) / Math.Max(1, observed.Length - 1)) : 1;
        return Array.ConvertAll(values, x => (x - mean) / root);
    }
}
