using System.Globalization;

namespace IpdEngine.Formula.Syntax;

/// <summary>Reads a formula by R's rules of precedence: ^, signs, :, %in%, * /, + -, | ||, ~ (help page Syntax of R).</summary>
/// <remarks>One instance reads one formula.</remarks>
internal sealed class FormulaParser
{
    private const int Deepest = 200;

    private static readonly string[][] s_levels = [["|", "||"], ["+", "-"], ["*", "/"], ["%in%"], [":"]];

    private readonly string _formula;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at, _depth;

    private FormulaParser(string formula) => (_formula, _tokens) = (formula, Tokens.Of(formula));

    private Token Here => _tokens[_at];

    /// <summary>Both sides of a formula; the left one is null where there is none.</summary>
    /// <exception cref="FormulaException">It is no formula.</exception>
    public static (Expression? Left, Expression Right) Read(string formula)
    {
        var parser = new FormulaParser(formula);
        var left = parser.Here.Is("~") ? null : parser.Binary(0);
        if (!parser.Take("~"))
            throw parser.Unexpected(left is null ? "a formula, such as y ~ x" : "~, with the predictors right of it");
        var right = parser.Binary(0);
        if (parser.Here.Kind != TokenKind.End)
            throw parser.Unexpected("an operator, or the end of the formula");
        return (left, right);
    }

    private Expression Binary(int level)
    {
        if (level == s_levels.Length)
            return Sign();
        var left = Binary(level + 1);
        while (Here.Kind == TokenKind.Symbol && Array.IndexOf(s_levels[level], Here.Text) >= 0)
        {
            var symbol = Next();
            left = new OperatorExpression(symbol.Place, symbol.Text, left, Binary(level + 1));
        }
        return left;
    }

    private Expression Sign()
    {
        if (!Here.Is("-") && !Here.Is("+"))
            return Power();
        var symbol = Next();
        return Deeper(() => new SignExpression(symbol.Place, symbol.Text[0], Sign()));
    }

    private Expression Power()
    {
        var left = Primary();
        if (!Here.Is("^"))
            return left;
        var symbol = Next();
        return Deeper(() => new OperatorExpression(symbol.Place, "^", left, Sign()));
    }

    private Expression Primary()
    {
        var token = Next();
        switch (token.Kind)
        {
            case TokenKind.Number when double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value):
                return new NumberExpression(token.Place, value);
            case TokenKind.Text:
                return new TextExpression(token.Place, token.Text);
            case TokenKind.Name when Take("("):
                return new CallExpression(token.Place, token.Text, Deeper(Arguments));
            case TokenKind.Name:
                return new NameExpression(token.Place, token.Text);
            case TokenKind.Symbol when token.Text == "(":
                var inner = Deeper(() => Binary(0));
                if (!Take(")"))
                    throw Unexpected("')' or an operator");
                return new ParenthesisExpression(token.Place, inner);
            default:
                throw new FormulaException(_formula, token.Place, token.Shown, "a column, a function, a number or '('");
        }
    }

    private List<Argument> Arguments()
    {
        var arguments = new List<Argument>();
        if (Take(")"))
            return arguments;
        do
        {
            string? name = null;
            if (Here.Kind == TokenKind.Name && _tokens[_at + 1].Is("="))
            {
                name = Next().Text;
                Next();
            }
            arguments.Add(new Argument(name, Binary(0)));
        }
        while (Take(","));
        if (!Take(")"))
            throw Unexpected("')', ',' or an operator");
        return arguments;
    }

    private T Deeper<T>(Func<T> read)
    {
        if (++_depth > Deepest)
            throw new FormulaException(_formula, Here.Place, "too many parentheses within each other", $"at most {Deepest}");
        var result = read();
        _depth--;
        return result;
    }

    private Token Next() => Here.Kind == TokenKind.End ? Here : _tokens[_at++];

    private bool Take(string symbol)
    {
        if (!Here.Is(symbol))
            return false;
        _at++;
        return true;
    }

    private FormulaException Unexpected(string expected) => new(_formula, Here.Place, Here.Shown, expected);
}
