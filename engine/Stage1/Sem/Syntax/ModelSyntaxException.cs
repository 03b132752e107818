namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Model text that cannot be read: the caller's mistake, with its place and what was expected there.</summary>
public sealed class ModelSyntaxException : ArgumentException
{
    /// <summary>A fault at a place.</summary>
    /// <param name="line">Line of the model text, from 1.</param>
    /// <param name="column">Column, from 1.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What was expected.</param>
    public ModelSyntaxException(int line, int column, string found, string expected)
        : base($"model syntax, line {line}, column {column}: found {found}, expected {expected}")
    {
        Line = line;
        Column = column;
    }

    /// <summary>Line of the model text, from 1.</summary>
    public int Line { get; }

    /// <summary>Column, from 1.</summary>
    public int Column { get; }
}
