namespace IpdEngine.Formula.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Name,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>The smallest piece of a formula.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">Index of its first character.</param>
/// <param name="Text">Name or text without quotes, digits, or the symbol.</param>
internal readonly record struct Token(TokenKind Kind, int Place, string Text)
{
    /// <summary>The token as a message shows it.</summary>
    public string Shown => Kind switch
    {
        TokenKind.End => "the end of the formula",
        TokenKind.Text => $"the text \"{Text}\"",
        _ => $"'{Text}'",
    };

    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;
}
