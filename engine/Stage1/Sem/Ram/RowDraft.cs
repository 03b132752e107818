using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>A row of the parameter table while it is being made.</summary>
internal sealed class RowDraft(string left, string op, string right)
{
    public string Left { get; } = left;

    public string Operator { get; } = op;

    public string Right { get; } = right;

    /// <summary>The statement behind it; null where a default added it.</summary>
    public ParameterStatement? Statement { get; init; }

    public int Group { get; init; } = 1;

    public bool Free { get; private set; } = true;

    /// <summary>Fixed or starting value; NaN where none was said.</summary>
    public double Value { get; private set; } = double.NaN;

    public bool Exogenous { get; set; }

    public string? Label { get; set; }

    public double Lower { get; set; } = double.NegativeInfinity;

    public double Upper { get; set; } = double.PositiveInfinity;

    public bool Added => Statement is null;

    public bool IsVariance => Operator == "~~" && Left == Right;

    public bool IsCovariance => Operator == "~~" && Left != Right;

    public string Name => Operator == "~1" ? $"{Left}~1" : $"{Left}{Operator}{Right}";

    public void Fix(double value) => (Free, Value) = (false, value);

    public void Release() => (Free, Value) = (true, double.NaN);

    public RowDraft ForGroup(int group)
    {
        var copy = new RowDraft(Left, Operator, Right) { Statement = Statement, Group = group, Exogenous = Exogenous };
        if (!Free)
            copy.Fix(Value);
        return copy;
    }

    /// <summary>Carries out the user's modifiers, after the defaults.</summary>
    public void Modify()
    {
        if (Statement?.Modifiers is not { } modifiers)
            return;
        var place = Group - 1;
        var said = TermModifiers.ForGroup(modifiers.Fixed, place, double.PositiveInfinity);
        if (double.IsNaN(said))
            Release();
        else if (double.IsFinite(said))
            Fix(said);
        var start = TermModifiers.ForGroup(modifiers.Starts, place, double.NaN);
        if (Free && double.IsFinite(start))
            Value = start;
        var label = TermModifiers.ForGroup(modifiers.Labels, place, null);
        Label = string.IsNullOrEmpty(label) ? null : label;
        Lower = TermModifiers.ForGroup(modifiers.Lower, place, double.NegativeInfinity);
        Upper = TermModifiers.ForGroup(modifiers.Upper, place, double.PositiveInfinity);
    }
}
