namespace IpdEngine.Stage1.Sem.Syntax;

/// <summary>An arithmetic expression over parameter labels, with its exact first and second derivatives.</summary>
public abstract record Expression
{
    /// <summary>0 for a constant, 1 where it is linear in its labels, 2 for anything else.</summary>
    public abstract int Degree { get; }

    /// <summary>The labels in it, in order of first appearance.</summary>
    public IReadOnlyList<string> Labels()
    {
        List<string> labels = [];
        Collect(labels, new HashSet<string>(StringComparer.Ordinal));
        return labels;
    }

    /// <summary>Value and gradient at given label values.</summary>
    /// <param name="value">Value of a label.</param>
    /// <param name="gradient">Gradient of a label with respect to the free parameters.</param>
    /// <param name="count">Number of free parameters.</param>
    public Derivative Evaluate(Func<string, double> value, Func<string, double[]> gradient, int count)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(gradient);
        var labels = Labels();
        var jet = At(labels, [.. labels.Select(value)]);
        var total = new double[count];
        for (var k = 0; k < labels.Count; k++)
        {
            if (jet.Gradient[k] == 0)
                continue;
            var inner = gradient(labels[k]);
            for (var i = 0; i < count; i++)
                if (inner[i] != 0)
                    total[i] += jet.Gradient[k] * inner[i];
        }

        return new Derivative(jet.Value, total);
    }

    /// <summary>Value, gradient and Hessian with respect to the given labels, which hold all of the expression's.</summary>
    internal Jet At(IReadOnlyList<string> labels, double[] values)
    {
        Dictionary<string, Jet> jets = new(labels.Count, StringComparer.Ordinal);
        for (var k = 0; k < labels.Count; k++)
            jets[labels[k]] = Jet.Variable(values[k], k, labels.Count);
        return Expand(jets, labels.Count);
    }

    /// <summary>The expression's jet by k variables, given those of its labels.</summary>
    internal abstract Jet Expand(IReadOnlyDictionary<string, Jet> at, int k);

    internal abstract void Collect(List<string> labels, HashSet<string> seen);
}

/// <summary>A value with its gradient.</summary>
/// <param name="Value">The value.</param>
/// <param name="Gradient">Its derivatives with respect to the free parameters.</param>
public readonly record struct Derivative(double Value, double[] Gradient);
