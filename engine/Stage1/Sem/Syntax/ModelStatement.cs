namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>One line of a model: a parameter, a definition or a constraint.</summary>
public abstract record ModelStatement;

/// <summary>A parameter as the user wrote it.</summary>
/// <param name="Left">Left-hand variable.</param>
/// <param name="Operator"><c>=~</c>, <c>~</c>, <c>~~</c> or <c>~1</c>.</param>
/// <param name="Right">Right-hand variable; empty for <c>~1</c>.</param>
/// <param name="Modifiers">What stands before the right-hand variable.</param>
/// <param name="Line">Line of the model text, from 1.</param>
/// <param name="Column">Column of the term, from 1.</param>
public sealed record ParameterStatement(string Left, string Operator, string Right, TermModifiers Modifiers, int Line, int Column) : ModelStatement
{
    /// <summary>The parameter without its label, such as <c>wa2~wa1</c>.</summary>
    public string Name => Operator == "~1" ? $"{Left}~1" : $"{Left}{Operator}{Right}";
}

/// <summary>A parameter defined from others: <c>name := expression</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">Its definition.</param>
/// <param name="Line">Line of the model text.</param>
public sealed record DefinitionStatement(string Name, Expression Expression, int Line) : ModelStatement;

/// <summary>A constraint between labels.</summary>
/// <param name="Operator"><c>==</c>, <c>&lt;</c> or <c>&gt;</c>.</param>
/// <param name="Left">Left-hand side.</param>
/// <param name="Right">Right-hand side.</param>
/// <param name="Line">Line of the model text.</param>
public sealed record ConstraintStatement(string Operator, Expression Left, Expression Right, int Line) : ModelStatement
{
    /// <summary>The constraint as text, such as <c>b1 == b2 * b3</c>.</summary>
    public override string ToString() => $"{Left} {Operator} {Right}";
}
