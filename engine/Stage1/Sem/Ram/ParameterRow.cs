namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>One parameter of a model: a place in one of its matrices, in one group.</summary>
/// <param name="Left">Left-hand variable.</param>
/// <param name="Operator"><c>=~</c>, <c>~</c>, <c>~~</c> or <c>~1</c>.</param>
/// <param name="Right">Right-hand variable; empty for <c>~1</c>.</param>
/// <param name="Label">Label, or null.</param>
/// <param name="Free">Index among the free parameters, or -1 where fixed. Parameters of one label share one index.</param>
/// <param name="Value">Fixed value, or starting value (NaN where the estimator is to choose, or the sample gives it).</param>
public sealed record ParameterRow(string Left, string Operator, string Right, string? Label, int Free, double Value)
{
    /// <summary>Its name without a label, such as <c>wa2~wa1</c>.</summary>
    public string Name => Operator == "~1" ? $"{Left}~1" : $"{Left}{Operator}{Right}";

    /// <summary>Group, from 1.</summary>
    public int Group { get; init; } = 1;

    /// <summary>True where the model text has it, false where a default added it.</summary>
    public bool Written { get; init; } = true;

    /// <summary>True for a moment of exogenous covariates, which stands at its sample value (<c>fixed.x</c>).</summary>
    public bool Exogenous { get; init; }

    /// <summary>Lower bound; minus infinity for none.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;

    /// <summary>Upper bound; infinity for none.</summary>
    public double Upper { get; init; } = double.PositiveInfinity;
}
