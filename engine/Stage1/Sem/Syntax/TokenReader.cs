namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Walks over tokens and reads arithmetic. A nesting limit keeps hostile text from exhausting the stack.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private const int DeepestNesting = 64;
    private int _place;
    private int _depth;

    public Token Current => tokens[_place];

    public Token Peek(int ahead) => tokens[Math.Min(_place + ahead, tokens.Count - 1)];

    public Token Take() => tokens[_place++];

    public bool TrySkip(string text)
    {
        if (!Current.Is(text))
            return false;
        _place++;
        return true;
    }

    public void Require(string text)
    {
        if (!TrySkip(text))
            throw Fault($"'{text}'");
    }

    public ModelSyntaxException Fault(string expected) => new(Current.Line, Current.Column, Current.Shown, expected);

    /// <summary>sum := product (('+' | '-') product)*</summary>
    public Expression ReadExpression()
    {
        if (++_depth > DeepestNesting)
            throw Fault($"at most {DeepestNesting} nested brackets");
        var left = ReadProduct();
        while (Current.Is("+") || Current.Is("-"))
        {
            var sign = Take().Text[0];
            left = new Arithmetic(sign, left, ReadProduct());
        }

        _depth--;
        return left;
    }

    private Expression ReadProduct()
    {
        var left = ReadSigned();
        while (Current.Is("*") || Current.Is("/"))
        {
            var sign = Take().Text[0];
            left = new Arithmetic(sign, left, ReadSigned());
        }

        return left;
    }

    // A sign binds less tightly than a power: -a^2 is -(a^2), as in R.
    private Expression ReadSigned()
    {
        var negative = false;
        while (Current.Is("-") || Current.Is("+"))
            negative ^= Take().Text == "-";
        var power = ReadPower();
        return negative ? new Arithmetic('*', new Constant(-1), power) : power;
    }

    private Expression ReadPower()
    {
        var left = ReadAtom();
        if (!TrySkip("^"))
            return left;
        if (++_depth > DeepestNesting)
            throw Fault($"at most {DeepestNesting} nested powers");
        var exponent = ReadSigned();
        _depth--;
        return new Arithmetic('^', left, exponent);
    }

    private Expression ReadAtom()
    {
        if (Current.Kind == TokenKind.Number)
            return new Constant(Take().Value);
        if (TrySkip("("))
        {
            var inner = ReadExpression();
            Require(")");
            return inner;
        }

        if (Current.Kind != TokenKind.Name)
            throw Fault("a label, a number or a bracket");
        var name = Take();
        if (!Current.Is("("))
            return new LabelReference(name.Text);
        if (!FunctionCall.Known.Contains(name.Text))
            throw new ModelSyntaxException(name.Line, name.Column, name.Shown, $"one of the functions {string.Join(", ", FunctionCall.Known)}");
        Require("(");
        var argument = ReadExpression();
        Require(")");
        return new FunctionCall(name.Text, argument);
    }
}
