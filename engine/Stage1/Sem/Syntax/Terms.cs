using System.Globalization;

namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>A number.</summary>
/// <param name="Value">Its value.</param>
public sealed record Constant(double Value) : Expression
{
    /// <inheritdoc/>
    public override int Degree => 0;

    /// <summary>The number as text.</summary>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);

    internal override Jet Expand(IReadOnlyDictionary<string, Jet> at, int k) => Jet.Of(Value, k);

    internal override void Collect(List<string> labels, HashSet<string> seen)
    {
    }
}

/// <summary>A label, or the name of another defined parameter.</summary>
/// <param name="Label">The label.</param>
public sealed record LabelReference(string Label) : Expression
{
    /// <inheritdoc/>
    public override int Degree => 1;

    /// <summary>The label.</summary>
    public override string ToString() => Label;

    internal override Jet Expand(IReadOnlyDictionary<string, Jet> at, int k) => at[Label];

    internal override void Collect(List<string> labels, HashSet<string> seen)
    {
        if (seen.Add(Label))
            labels.Add(Label);
    }
}

/// <summary>A sign of arithmetic between two expressions: <c>+ - * / ^</c>.</summary>
/// <param name="Sign">The sign.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
public sealed record Arithmetic(char Sign, Expression Left, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override int Degree { get; } = Sign switch
    {
        '+' or '-' => Math.Max(Left.Degree, Right.Degree),
        '*' => Math.Min(2, Left.Degree + Right.Degree),
        '/' => Right.Degree > 0 ? 2 : Left.Degree,
        _ => Left.Degree + Right.Degree == 0 ? 0 : 2,
    };

    /// <summary>The expression in brackets.</summary>
    public override string ToString() => $"({Left}{(Sign is '*' or '/' or '^' ? $"{Sign}" : $" {Sign} ")}{Right})";

    internal override Jet Expand(IReadOnlyDictionary<string, Jet> at, int k)
    {
        var x = Left.Expand(at, k);
        var y = Right.Expand(at, k);
        var inverse = 1 / y.Value;
        return Sign switch
        {
            '+' => x.Plus(y, 1),
            '-' => x.Plus(y, -1),
            '*' => x.Times(y),
            '/' => x.Times(y.Through(inverse, -inverse * inverse, 2 * inverse * inverse * inverse)),
            _ => Power(x, y),
        };
    }

    internal override void Collect(List<string> labels, HashSet<string> seen)
    {
        Left.Collect(labels, seen);
        Right.Collect(labels, seen);
    }

    // A varying exponent needs a positive base: x^y = exp(y log x).
    private Jet Power(in Jet x, in Jet y)
    {
        if (Right.Degree == 0)
            return x.Through(Math.Pow(x.Value, y.Value), y.Value * Math.Pow(x.Value, y.Value - 1), y.Value * (y.Value - 1) * Math.Pow(x.Value, y.Value - 2));
        var logarithm = x.Through(Math.Log(x.Value), 1 / x.Value, -1 / (x.Value * x.Value));
        var product = y.Times(logarithm);
        var value = Math.Pow(x.Value, y.Value);
        return product.Through(value, value, value);
    }
}

/// <summary>A function of one expression.</summary>
/// <param name="Name">One of <see cref="Known"/>.</param>
/// <param name="Argument">Its argument.</param>
public sealed record FunctionCall(string Name, Expression Argument) : Expression
{
    /// <summary>The functions that are known.</summary>
    public static IReadOnlyList<string> Known { get; } = ["abs", "atanh", "cos", "exp", "log", "sin", "sqrt", "tan", "tanh"];

    /// <inheritdoc/>
    public override int Degree { get; } = Argument.Degree == 0 ? 0 : 2;

    /// <summary>The call as text.</summary>
    public override string ToString() => $"{Name}({Argument})";

    internal override Jet Expand(IReadOnlyDictionary<string, Jet> at, int k)
    {
        var jet = Argument.Expand(at, k);
        var x = jet.Value;
        switch (Name)
        {
            case "exp":
                return jet.Through(Math.Exp(x), Math.Exp(x), Math.Exp(x));
            case "log":
                return jet.Through(Math.Log(x), 1 / x, -1 / (x * x));
            case "sqrt":
                var root = Math.Sqrt(x);
                return jet.Through(root, 0.5 / root, -0.25 / (x * root));
            case "abs":
                return jet.Through(Math.Abs(x), Math.Sign(x), 0);
            case "sin":
                return jet.Through(Math.Sin(x), Math.Cos(x), -Math.Sin(x));
            case "cos":
                return jet.Through(Math.Cos(x), -Math.Sin(x), -Math.Cos(x));
            case "tan":
                var secant = 1 / (Math.Cos(x) * Math.Cos(x));
                return jet.Through(Math.Tan(x), secant, 2 * Math.Tan(x) * secant);
            case "tanh":
                var slope = 1 - Math.Tanh(x) * Math.Tanh(x);
                return jet.Through(Math.Tanh(x), slope, -2 * Math.Tanh(x) * slope);
            default:
                var rise = 1 / (1 - x * x);
                return jet.Through(Math.Atanh(x), rise, 2 * x * rise * rise);
        }
    }

    internal override void Collect(List<string> labels, HashSet<string> seen) => Argument.Collect(labels, seen);
}
