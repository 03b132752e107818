namespace IpdEngine.Formula.Syntax;

/// <summary>Cuts a formula into tokens.</summary>
internal static class Tokens
{
    private const int LongestFormula = 20_000;

    /// <exception cref="FormulaException">A character that no formula has, a quote that is not closed, a formula too long.</exception>
    public static IReadOnlyList<Token> Of(string formula)
    {
        if (formula.Length > LongestFormula)
            throw new FormulaException(formula[..40] + "...", LongestFormula, $"{formula.Length} characters", $"at most {LongestFormula}");
        var tokens = new List<Token>();
        var at = 0;
        while (at < formula.Length)
        {
            var c = formula[at];
            if (char.IsWhiteSpace(c))
                at++;
            else if (char.IsLetter(c) || c == '_' || (c == '.' && !(at + 1 < formula.Length && char.IsAsciiDigit(formula[at + 1]))))
                tokens.Add(Run(TokenKind.Name, formula, ref at, static x => char.IsLetterOrDigit(x) || x is '.' or '_'));
            else if (char.IsAsciiDigit(c) || c == '.')
                tokens.Add(Number(formula, ref at));
            else if (c is '"' or '\'' or '`')
                tokens.Add(Quoted(formula, ref at));
            else
                tokens.Add(Symbol(formula, ref at));
        }
        tokens.Add(new Token(TokenKind.End, formula.Length, ""));
        return tokens;
    }

    private static Token Run(TokenKind kind, string formula, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < formula.Length && belongs(formula[at]))
            at++;
        return new Token(kind, start, formula[start..at]);
    }

    private static Token Number(string formula, ref int at)
    {
        var start = at;
        while (at < formula.Length && (char.IsAsciiDigit(formula[at]) || formula[at] == '.'))
            at++;
        var power = at;
        if (power < formula.Length && formula[power] is 'e' or 'E')
        {
            power++;
            if (power < formula.Length && formula[power] is '+' or '-')
                power++;
            if (power < formula.Length && char.IsAsciiDigit(formula[power]))
                for (at = power; at < formula.Length && char.IsAsciiDigit(formula[at]);)
                    at++;
        }
        return new Token(TokenKind.Number, start, formula[start..at]);
    }

    private static Token Quoted(string formula, ref int at)
    {
        var (start, quote) = (at, formula[at]);
        var end = formula.IndexOf(quote, at + 1);
        if (end < 0)
            throw new FormulaException(formula, start, $"{quote} that is not closed", $"another {quote}");
        if (end == start + 1 && quote == '`')
            throw new FormulaException(formula, start, "an empty name", "a column's name between backticks");
        at = end + 1;
        return new Token(quote == '`' ? TokenKind.Name : TokenKind.Text, start, formula[(start + 1)..end]);
    }

    private static Token Symbol(string formula, ref int at)
    {
        var start = at;
        foreach (var symbol in (ReadOnlySpan<string>)["%in%", "||", "|", "~", "+", "-", "*", "/", ":", "^", "(", ")", ",", "="])
        {
            if (string.CompareOrdinal(formula, at, symbol, 0, symbol.Length) != 0)
                continue;
            at += symbol.Length;
            return new Token(TokenKind.Symbol, start, symbol);
        }
        throw new FormulaException(formula, start, $"'{formula[start]}'", "a column, a function, a number or one of ~ + - * / : ^ %in% | || ( )");
    }
}
