using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>Sorts constraints: a label equal to another label or to a number needs no optimiser; the others are kept.</summary>
internal sealed class LabelConstraints
{
    private readonly Dictionary<string, string> _parent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Value, int Line)> _fixed = new(StringComparer.Ordinal);
    private readonly List<ConstraintStatement> _others = [];

    /// <summary>Constraints between expressions, and inequalities.</summary>
    public IReadOnlyList<ConstraintStatement> Others => _others;

    /// <summary>Sorts the constraints of a model.</summary>
    /// <exception cref="ArgumentException">A name is no label of the model, or two numbers stand for one label.</exception>
    public static LabelConstraints Of(IReadOnlyList<ModelStatement> statements, List<RowDraft> rows)
    {
        var result = new LabelConstraints();
        var labels = rows.Where(r => r.Label is not null).Select(r => r.Label!).ToHashSet(StringComparer.Ordinal);
        HashSet<string> defined = new(StringComparer.Ordinal);
        foreach (var definition in statements.OfType<DefinitionStatement>())
        {
            if (labels.Contains(definition.Name) || !defined.Add(definition.Name))
                throw new ArgumentException($"line {definition.Line}: found a definition of '{definition.Name}', which is a label or defined already; expected a new name");
            foreach (var label in definition.Expression.Labels())
                if (!labels.Contains(label) && !(defined.Contains(label) && label != definition.Name))
                    throw new ArgumentException($"definition of {definition.Name} on line {definition.Line}: found '{label}', expected a label of the model or a parameter defined before");
        }

        foreach (var constraint in statements.OfType<ConstraintStatement>())
        {
            foreach (var label in constraint.Left.Labels().Concat(constraint.Right.Labels()))
                if (!labels.Contains(label) && !defined.Contains(label))
                    throw new ArgumentException($"constraint on line {constraint.Line}: found '{label}', expected a label of the model or a defined parameter");
            result.Sort(constraint, labels);
        }

        return result;
    }

    /// <summary>The label that stands for all that are equal to this one.</summary>
    public string Representative(string label)
    {
        while (_parent.TryGetValue(label, out var parent))
            label = parent;
        return label;
    }

    /// <summary>The number that a representative was set equal to.</summary>
    public bool TryFixed(string representative, out double value)
    {
        var found = _fixed.TryGetValue(representative, out var entry);
        value = entry.Value;
        return found;
    }

    private void Sort(ConstraintStatement constraint, HashSet<string> labels)
    {
        switch (constraint.Left, constraint.Right)
        {
            case (LabelReference a, LabelReference b) when constraint.Operator == "==" && labels.Contains(a.Label) && labels.Contains(b.Label):
                Join(a.Label, b.Label);
                break;
            case (LabelReference a, var number) when constraint.Operator == "==" && number.Degree == 0 && labels.Contains(a.Label):
                Fix(a.Label, number, constraint.Line);
                break;
            case (var number, LabelReference b) when constraint.Operator == "==" && number.Degree == 0 && labels.Contains(b.Label):
                Fix(b.Label, number, constraint.Line);
                break;
            default:
                _others.Add(constraint);
                break;
        }
    }

    private void Join(string a, string b)
    {
        var (first, second) = (Representative(a), Representative(b));
        if (first == second)
            return;
        _parent[second] = first;
        if (_fixed.Remove(second, out var value))
            Fix(first, value.Value, value.Line);
    }

    private void Fix(string label, Expression number, int line) => Fix(Representative(label), number.Evaluate(_ => 0, _ => [], 0).Value, line);

    private void Fix(string representative, double value, int line)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"constraint on line {line}: found {value} for '{representative}', expected a finite number");
        if (_fixed.TryGetValue(representative, out var other) && other.Value != value)
            throw new ArgumentException($"constraints on lines {other.Line} and {line}: found {other.Value} and {value} for '{representative}', expected one number");
        _fixed[representative] = (value, line);
    }
}
