namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>What stands before a variable: <c>1*</c>, <c>NA*</c>, <c>start(0.5)*</c>, <c>0.5?</c>, <c>b*</c>, <c>label("b")*</c>, <c>equal("b")*</c>.</summary>
internal sealed class TermModifiers
{
    private string? _label;
    private double? _fixed;
    private double? _start;

    public ParameterStatement Apply(string relation, string right) => new("", relation, right, _label, _fixed, _start);

    /// <summary>Reads one modifier and the <c>*</c> (or <c>?</c>) behind it.</summary>
    public void Read(TokenReader reader)
    {
        var token = reader.Current;
        if (token.Kind == TokenKind.Name && reader.Peek(1).Is("("))
        {
            ReadCall(reader);
        }
        else if (token.Kind == TokenKind.Name && token.Text == "NA")
        {
            reader.Take();
            SetFixed(double.NaN, token);
        }
        else if (token.Kind is TokenKind.Name or TokenKind.Text)
        {
            reader.Take();
            SetLabel(token.Text, token);
        }
        else
        {
            var value = ReadNumber(reader);
            if (reader.TrySkip("?"))
            {
                _start = value;
                return;
            }

            SetFixed(value, token);
        }

        reader.Require("*");
    }

    private void ReadCall(TokenReader reader)
    {
        var name = reader.Take();
        reader.Require("(");
        switch (name.Text)
        {
            case "start":
                _start = ReadNumber(reader);
                break;
            case "label" or "equal":
                if (reader.Current.Kind is not (TokenKind.Text or TokenKind.Name))
                    throw reader.Fault("a label in quotation marks");
                SetLabel(reader.Current.Text, reader.Take());
                break;
            default:
                throw new ModelSyntaxException(
                    name.Line, name.Column, $"{name.Shown}(...)", "one of start(), label(), equal() (models of several groups, c(), are not supported)");
        }

        reader.Require(")");
    }

    private static double ReadNumber(TokenReader reader)
    {
        var negative = false;
        while (reader.Current.Is("-") || reader.Current.Is("+"))
            negative ^= reader.Take().Text == "-";
        if (reader.Current.Kind != TokenKind.Number)
            throw reader.Fault("a variable, a number or a label");
        var value = reader.Take().Value;
        while (reader.Current.Is("/") && reader.Peek(1).Kind == TokenKind.Number)
        {
            reader.Take();
            value /= reader.Take().Value;
        }

        return negative ? -value : value;
    }

    private void SetFixed(double value, Token token)
    {
        if (_fixed is not null)
            throw new ModelSyntaxException(token.Line, token.Column, "a second fixed value for one term", "one");
        _fixed = value;
    }

    private void SetLabel(string label, Token token)
    {
        if (_label is not null)
            throw new ModelSyntaxException(token.Line, token.Column, "a second label for one term", "one");
        _label = label;
    }
}
