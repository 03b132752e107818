namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>Walks over tokens and reads arithmetic. A nesting limit keeps hostile text from exhausting the stack.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private const int DeepestNesting = 64;

    // The tree of an expression is as deep as it has signs in a row.
    private const int LongestExpression = 1000;
    private int _place;
    private int _depth;
    private int _signs;

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

    /// <summary>Goes one bracket deeper.</summary>
    public void Enter()
    {
        if (++_depth > DeepestNesting)
            throw Fault($"at most {DeepestNesting} nested brackets");
    }

    /// <summary>Comes back from a bracket.</summary>
    public void Leave() => _depth--;

    /// <summary>An expression of a definition or constraint.</summary>
    public Expression ReadExpression()
    {
        _signs = 0;
        return ReadSum();
    }

    /// <summary>A number before a variable: <c>-1/3</c>, <c>sqrt(2)</c>, <c>2^-1</c>; a product ends it.</summary>
    public double ReadModifierNumber()
    {
        var token = Current;
        _signs = 0;
        var value = ReadSigned();
        while (Current.Is("/"))
        {
            CountSign();
            Take();
            value = new Arithmetic('/', value, ReadSigned());
        }

        if (value.Degree > 0)
            throw new ModelSyntaxException(token.Line, token.Column, $"'{value}'", "a number");
        return value.Evaluate(_ => double.NaN, _ => [], 0).Value;
    }

    // sum := product (('+' | '-') product)*
    private Expression ReadSum()
    {
        Enter();
        var left = ReadProduct();
        while (Current.Is("+") || Current.Is("-"))
        {
            CountSign();
            var sign = Take().Text[0];
            left = new Arithmetic(sign, left, ReadProduct());
        }

        Leave();
        return left;
    }

    private void CountSign()
    {
        if (++_signs > LongestExpression)
            throw Fault($"at most {LongestExpression} signs of arithmetic in one expression");
    }

    private Expression ReadProduct()
    {
        var left = ReadSigned();
        while (Current.Is("*") || Current.Is("/"))
        {
            CountSign();
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
        Enter();
        var exponent = ReadSigned();
        Leave();
        return new Arithmetic('^', left, exponent);
    }

    private Expression ReadAtom()
    {
        if (Current.Kind == TokenKind.Number)
            return new Constant(Take().Value);
        if (TrySkip("("))
        {
            var inner = ReadSum();
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
        var argument = ReadSum();
        Require(")");
        return new FunctionCall(name.Text, argument);
    }
}
