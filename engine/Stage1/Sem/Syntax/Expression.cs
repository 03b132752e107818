namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>An arithmetic expression over parameter labels, with its exact gradient.</summary>
public abstract record Expression
{
    /// <summary>The labels in it, in order of first appearance.</summary>
    public IReadOnlyList<string> Labels()
    {
        List<string> labels = [];
        Collect(labels);
        return labels;
    }

    /// <summary>Value and gradient at given label values.</summary>
    /// <param name="value">Value of a label.</param>
    /// <param name="gradient">Gradient of a label with respect to the free parameters.</param>
    /// <param name="count">Number of free parameters.</param>
    public abstract Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count);

    internal abstract void Collect(List<string> labels);
}

/// <summary>A value with its gradient.</summary>
/// <param name="Value">The value.</param>
/// <param name="Gradient">Its derivatives with respect to the free parameters.</param>
public readonly record struct Derivative(double Value, double[] Gradient)
{
    internal static Derivative Chain(double value, int count, params (double Factor, double[] Gradient)[] parts)
    {
        var gradient = new double[count];
        foreach (var (factor, inner) in parts)
            for (var i = 0; i < count; i++)
                if (inner[i] != 0)
                    gradient[i] += factor * inner[i];
        return new Derivative(value, gradient);
    }
}

/// <summary>A number.</summary>
/// <param name="Value">Its value.</param>
public sealed record Constant(double Value) : Expression
{
    /// <inheritdoc/>
    public override Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count) => new(Value, new double[count]);

    internal override void Collect(List<string> labels)
    {
    }
}

/// <summary>A label, or the name of another defined parameter.</summary>
/// <param name="Label">The label.</param>
public sealed record LabelReference(string Label) : Expression
{
    /// <inheritdoc/>
    public override Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count) => new(value(Label), gradient(Label));

    internal override void Collect(List<string> labels)
    {
        if (!labels.Contains(Label))
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
    public override Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count)
    {
        var (x, dx) = Left.Evaluate(value, gradient, count);
        var (y, dy) = Right.Evaluate(value, gradient, count);
        return Sign switch
        {
            '+' => Derivative.Chain(x + y, count, (1, dx), (1, dy)),
            '-' => Derivative.Chain(x - y, count, (1, dx), (-1, dy)),
            '*' => Derivative.Chain(x * y, count, (y, dx), (x, dy)),
            '/' => Derivative.Chain(x / y, count, (1 / y, dx), (-x / (y * y), dy)),
            // The derivative by the exponent is only asked for where the exponent varies: a negative base has none.
            _ => Derivative.Chain(
                Math.Pow(x, y), count, (y * Math.Pow(x, y - 1), dx), (Right.Labels().Count == 0 ? 0 : Math.Pow(x, y) * Math.Log(x), dy)),
        };
    }

    internal override void Collect(List<string> labels)
    {
        Left.Collect(labels);
        Right.Collect(labels);
    }
}

/// <summary>A function of one expression.</summary>
/// <param name="Name"><c>exp</c>, <c>log</c>, <c>sqrt</c>, <c>abs</c>, <c>tanh</c> or <c>atanh</c>.</param>
/// <param name="Argument">Its argument.</param>
public sealed record FunctionCall(string Name, Expression Argument) : Expression
{
    /// <summary>The functions that are known.</summary>
    public static IReadOnlyList<string> Known { get; } = ["abs", "atanh", "exp", "log", "sqrt", "tanh"];

    /// <inheritdoc/>
    public override Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count)
    {
        var (x, dx) = Argument.Evaluate(value, gradient, count);
        return Name switch
        {
            "exp" => Derivative.Chain(Math.Exp(x), count, (Math.Exp(x), dx)),
            "log" => Derivative.Chain(Math.Log(x), count, (1 / x, dx)),
            "sqrt" => Derivative.Chain(Math.Sqrt(x), count, (0.5 / Math.Sqrt(x), dx)),
            "abs" => Derivative.Chain(Math.Abs(x), count, (Math.Sign(x), dx)),
            "tanh" => Derivative.Chain(Math.Tanh(x), count, (1 - Math.Tanh(x) * Math.Tanh(x), dx)),
            _ => Derivative.Chain(Math.Atanh(x), count, (1 / (1 - x * x), dx)),
        };
    }

    internal override void Collect(List<string> labels) => Argument.Collect(labels);
}
