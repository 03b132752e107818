namespace IpdEngine.Formula.Syntax;

/// <summary>A node of a formula as it was written.</summary>
/// <param name="Place">Index of its first character in the formula.</param>
/// <param name="Text">Itself as R's <c>deparse</c> writes it; two variables of a formula are one where their texts are equal.</param>
public abstract record Expression(int Place, string Text)
{
    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}

/// <summary>A column.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Name">Its name, without backticks.</param>
public sealed record NameExpression(int Place, string Name) : Expression(Place, IsPlain(Name) ? Name : $"`{Name}`")
{
    private static bool IsPlain(string name) =>
        (char.IsLetter(name[0]) || (name[0] == '.' && (name.Length == 1 || !char.IsAsciiDigit(name[1])))) && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_');
}

/// <summary>A number.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Value">Its value.</param>
public sealed record NumberExpression(int Place, double Value) : Expression(Place, NumberFormat.Of(Value));

/// <summary>A text in quotes.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Value">The text without quotes.</param>
public sealed record TextExpression(int Place, string Value) : Expression(Place, $"\"{Value}\"");

/// <summary>A pair of parentheses.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Inner">What stands in them.</param>
public sealed record ParenthesisExpression(int Place, Expression Inner) : Expression(Place, $"({Inner.Text})");

/// <summary>A sign before an expression.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Operator"><c>-</c> or <c>+</c>.</param>
/// <param name="Operand">What follows.</param>
public sealed record SignExpression(int Place, char Operator, Expression Operand) : Expression(Place, $"{Operator}{Operand.Text}");

/// <summary>Two expressions with an operator between them.</summary>
/// <param name="Place">Place of the operator.</param>
/// <param name="Operator">One of <c>+ - * / : ^ %in% | ||</c>.</param>
/// <param name="Left">Left of it.</param>
/// <param name="Right">Right of it.</param>
public sealed record OperatorExpression(int Place, string Operator, Expression Left, Expression Right)
    : Expression(Place, Operator is "^" or ":" or "/" ? $"{Left.Text}{Operator}{Right.Text}" : $"{Left.Text} {Operator} {Right.Text}");

/// <summary>A function of expressions.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Function">Its name.</param>
/// <param name="Arguments">Its arguments in order.</param>
public sealed record CallExpression(int Place, string Function, IReadOnlyList<Argument> Arguments)
    : Expression(Place, $"{Function}({string.Join(", ", Arguments.Select(a => a.Name is null ? a.Value.Text : $"{a.Name} = {a.Value.Text}"))})");

/// <summary>An argument of a function.</summary>
/// <param name="Name">Its name, or null where it is known by its position.</param>
/// <param name="Value">Its value.</param>
public sealed record Argument(string? Name, Expression Value);
