namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A variable, label or function name.</summary>
    Name,

    /// <summary>An unsigned number.</summary>
    Number,

    /// <summary>Quoted text.</summary>
    Text,

    /// <summary>A model operator: <c>=~ ~ ~~ := == &lt; &gt;</c>.</summary>
    Operator,

    /// <summary>A sign of arithmetic, a bracket or a comma.</summary>
    Sign,

    /// <summary>End of a line or a semicolon.</summary>
    Break,

    /// <summary>End of the model text.</summary>
    End,
}

/// <summary>One token of the model text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Value">Its value, of a number.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
/// <param name="Hard">True for a break by semicolon, which always ends a statement.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Value, int Line, int Column, bool Hard = false)
{
    /// <summary>The token as a message shows it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the model",
        TokenKind.Break => Hard ? "';'" : "the end of the line",
        _ => $"'{Text}'",
    };

    /// <summary>True for this very sign or operator.</summary>
    public bool Is(string text) => Kind is TokenKind.Sign or TokenKind.Operator && Text == text;
}
