using System.Globalization;

namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Cuts model text into tokens. Comments run from <c>#</c> or <c>!</c> to the end of the line.</summary>
internal static class Tokeniser
{
    private static readonly string[] s_operators = ["=~", "~~", ":=", "==", "~*~", "<~", "~", "<", ">", "|", "%"];

    public static List<Token> Cut(string model)
    {
        List<Token> tokens = [];
        var (place, line, lineStart) = (0, 1, 0);
        while (place < model.Length)
        {
            var c = model[place];
            var column = place - lineStart + 1;
            if (c is '\n')
            {
                tokens.Add(new Token(TokenKind.Break, "\n", 0, line, column));
                (line, lineStart) = (line + 1, ++place);
            }
            else if (c is ';')
            {
                tokens.Add(new Token(TokenKind.Break, ";", 0, line, column, Hard: true));
                place++;
            }
            else if (c is '#' or '!')
            {
                while (place < model.Length && model[place] != '\n')
                    place++;
            }
            else if (char.IsWhiteSpace(c))
            {
                place++;
            }
            else
            {
                var token = Next(model, place, line, column, out var length);
                tokens.Add(token);
                place += length;
            }
        }

        tokens.Add(new Token(TokenKind.End, "", 0, line, place - lineStart + 1));
        return tokens;
    }

    private static Token Next(string model, int place, int line, int column, out int length)
    {
        var c = model[place];
        if (char.IsAsciiDigit(c) || (c == '.' && place + 1 < model.Length && char.IsAsciiDigit(model[place + 1])))
        {
            length = NumberLength(model, place);
            var text = model.Substring(place, length);
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new ModelSyntaxException(line, column, $"'{text}'", "a finite number");
            return new Token(TokenKind.Number, text, value, line, column);
        }

        if (IsNameStart(c))
        {
            length = 1;
            while (place + length < model.Length && IsNamePart(model[place + length]))
                length++;
            return new Token(TokenKind.Name, model.Substring(place, length), 0, line, column);
        }

        if (c is '"' or '\'')
        {
            var end = model.IndexOf(c, place + 1);
            if (end < 0 || model.AsSpan(place, end - place).Contains('\n'))
                throw new ModelSyntaxException(line, column, "a quotation mark without its partner", $"a closing {c} on the same line");
            length = end - place + 1;
            return new Token(TokenKind.Text, model.Substring(place + 1, length - 2), 0, line, column);
        }

        foreach (var op in s_operators)
        {
            if (string.CompareOrdinal(model, place, op, 0, op.Length) == 0)
            {
                length = op.Length;
                return new Token(TokenKind.Operator, op, 0, line, column);
            }
        }

        if ("+-*/^(),?:".Contains(c, StringComparison.Ordinal))
        {
            length = 1;
            return new Token(TokenKind.Sign, c.ToString(), 0, line, column);
        }

        throw new ModelSyntaxException(line, column, $"'{c}'", "a variable, a number, a label or one of =~ ~ ~~ := == < >");
    }

    private static int NumberLength(string model, int place)
    {
        var end = place;
        while (end < model.Length && (char.IsAsciiDigit(model[end]) || model[end] == '.'))
            end++;
        if (end < model.Length && model[end] is 'e' or 'E')
        {
            var digits = end + 1;
            if (digits < model.Length && model[digits] is '+' or '-')
                digits++;
            if (digits < model.Length && char.IsAsciiDigit(model[digits]))
            {
                end = digits;
                while (end < model.Length && char.IsAsciiDigit(model[end]))
                    end++;
            }
        }

        return end - place;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c is '.' or '_';

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '.' or '_';
}
