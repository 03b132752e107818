namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Model text that cannot be read: the caller's mistake, with its place and what was expected there.</summary>
public sealed class ModelSyntaxException : ArgumentException
{
    private const int LongestLine = 160;

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

    /// <summary>The line of the model text with a caret below the place; empty where the text has no such line.</summary>
    public string Caret(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var lines = model.Split('\n');
        if (Line > lines.Length)
            return "";
        var text = lines[Line - 1].TrimEnd('\r').Replace('\t', ' ');
        var from = Math.Max(0, Math.Min(Column - 1 - LongestLine / 2, text.Length - LongestLine));
        var shown = text.Substring(from, Math.Min(LongestLine, text.Length - from));
        return $"  {shown}\n  {new string(' ', Math.Max(0, Column - 1 - from))}^";
    }
}
