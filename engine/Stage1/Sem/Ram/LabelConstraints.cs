using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Constraints that need no optimiser: a label equal to another label, or to a number.</summary>
internal sealed class LabelConstraints
{
    private readonly Dictionary<string, string> _parent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _fixed = new(StringComparer.Ordinal);

    public static LabelConstraints Of(IEnumerable<ConstraintStatement> constraints, HashSet<string> known)
    {
        var result = new LabelConstraints();
        foreach (var constraint in constraints)
        {
            if (constraint.Operator != "==")
                throw Unsupported(constraint, $"an inequality ('{constraint.Operator}')");
            foreach (var label in constraint.Left.Labels().Concat(constraint.Right.Labels()))
                if (!known.Contains(label))
                    throw new ArgumentException($"constraint on line {constraint.Line}: found '{label}', expected a label of the model");
            switch (constraint.Left, constraint.Right)
            {
                case (LabelReference a, LabelReference b):
                    result.Join(a.Label, b.Label);
                    break;
                case (LabelReference a, var number) when number.Labels().Count == 0:
                    result.Fix(a.Label, number);
                    break;
                case (var number, LabelReference b) when number.Labels().Count == 0:
                    result.Fix(b.Label, number);
                    break;
                default:
                    throw Unsupported(constraint, "a constraint between expressions");
            }
        }

        return result;
    }

    public string Representative(string label)
    {
        while (_parent.TryGetValue(label, out var parent))
            label = parent;
        return label;
    }

    public double? FixedValue(string representative) => _fixed.TryGetValue(representative, out var value) ? value : null;

    private void Join(string a, string b)
    {
        var (first, second) = (Representative(a), Representative(b));
        if (first == second)
            return;
        _parent[second] = first;
        if (_fixed.Remove(second, out var value))
            _fixed[first] = value;
    }

    private void Fix(string label, Expression number) => _fixed[Representative(label)] = number.Evaluate(_ => 0, _ => [], 0).Value;

    private static ArgumentException Unsupported(ConstraintStatement constraint, string found) =>
        new($"constraint on line {constraint.Line}: found {found}, expected label == label or label == number");
}
