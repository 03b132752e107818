using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Estimation.Constraints;

/// <summary>One constraint as a function of the free parameters: h(theta) = 0, or h(theta) >= 0.</summary>
internal sealed class ParameterConstraint
{
    private readonly Expression _left;
    private readonly Expression _right;
    private readonly (string Label, int Place, double Value)[] _labels;
    private readonly DefinitionStatement[] _definitions;

    private ParameterConstraint(ConstraintStatement statement, ParameterTable table, IReadOnlyList<DefinitionStatement> definitions)
    {
        Text = statement.ToString();
        Line = statement.Line;
        IsEquality = statement.Operator == "==";
        (_left, _right) = statement.Operator == "<" ? (statement.Right, statement.Left) : (statement.Left, statement.Right);
        _definitions = [.. Needed(statement, definitions)];
        IsLinear = Math.Max(_left.Degree, _right.Degree) <= 1 && _definitions.All(d => d.Expression.Degree <= 1);
        var defined = _definitions.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        List<int> places = [];
        List<(string, int, double)> labels = [];
        foreach (var label in _definitions.SelectMany(d => d.Expression.Labels()).Concat(_left.Labels()).Concat(_right.Labels()).Distinct(StringComparer.Ordinal))
        {
            if (defined.Contains(label))
                continue;
            var row = table.Rows.First(r => r.Label == label);
            labels.Add((label, row.Free < 0 ? -1 : places.Count, row.Value));
            if (row.Free >= 0)
                places.Add(row.Free);
        }

        _labels = [.. labels];
        Places = [.. places];
    }

    private ParameterConstraint(string text, int place, double bound, bool lower)
    {
        (Text, IsLinear, Places, _labels, _definitions) = (text, true, [place], [("x", 0, 0)], []);
        _left = lower ? new LabelReference("x") : new Constant(bound);
        _right = lower ? new Constant(bound) : new LabelReference("x");
    }

    /// <summary>The constraint as the user wrote it.</summary>
    public string Text { get; }

    /// <summary>Line of the model text; 0 for a bound.</summary>
    public int Line { get; }

    public bool IsEquality { get; }

    public bool IsLinear { get; }

    /// <summary>True for a bound of one parameter; lavaan's errors leave it aside, as the optimiser's business.</summary>
    public bool IsBound => Line == 0;

    /// <summary>Indices of the free parameters that it depends on; one may stand there twice.</summary>
    public int[] Places { get; }

    /// <summary>Value and derivatives by the parameters at <see cref="Places"/>.</summary>
    public Jet At(ReadOnlySpan<double> theta)
    {
        var k = Places.Length;
        Dictionary<string, Jet> jets = new(StringComparer.Ordinal);
        foreach (var (label, place, value) in _labels)
            jets[label] = place < 0 ? Jet.Of(value, k) : Jet.Variable(theta[Places[place]], place, k);
        foreach (var definition in _definitions)
            jets[definition.Name] = definition.Expression.Expand(jets, k);
        return _left.Expand(jets, k).Plus(_right.Expand(jets, k), -1);
    }

    /// <summary>Gradient over all q free parameters.</summary>
    public double[] GradientAt(ReadOnlySpan<double> theta, int q) => Spread(At(theta), q);

    /// <summary>A jet's gradient over all q free parameters.</summary>
    public double[] Spread(in Jet jet, int q)
    {
        var gradient = new double[q];
        for (var i = 0; i < Places.Length; i++)
            gradient[Places[i]] += jet.Gradient[i];
        return gradient;
    }

    /// <summary>The constraints of a table, in the order of the text; bounds after them.</summary>
    public static IReadOnlyList<ParameterConstraint> Of(ParameterTable table)
    {
        List<ParameterConstraint> constraints = [.. table.Constraints.Select(c => new ParameterConstraint(c, table, table.Definitions))];
        var seen = new HashSet<(int, bool)>();
        foreach (var row in table.Rows)
        {
            if (row.Free < 0)
                continue;
            if (row.Lower > double.NegativeInfinity && seen.Add((row.Free, true)))
                constraints.Add(new ParameterConstraint($"{table.FreeNames[row.Free]} > {row.Lower:R}", row.Free, row.Lower, lower: true));
            if (row.Upper < double.PositiveInfinity && seen.Add((row.Free, false)))
                constraints.Add(new ParameterConstraint($"{table.FreeNames[row.Free]} < {row.Upper:R}", row.Free, row.Upper, lower: false));
        }

        return constraints;
    }

    // The definitions that a constraint speaks of, directly or through others, in their order.
    private static List<DefinitionStatement> Needed(ConstraintStatement statement, IReadOnlyList<DefinitionStatement> definitions)
    {
        var wanted = statement.Left.Labels().Concat(statement.Right.Labels()).ToHashSet(StringComparer.Ordinal);
        List<DefinitionStatement> needed = [];
        for (var i = definitions.Count - 1; i >= 0; i--)
        {
            if (!wanted.Contains(definitions[i].Name))
                continue;
            needed.Add(definitions[i]);
            wanted.UnionWith(definitions[i].Expression.Labels());
        }

        needed.Reverse();
        return needed;
    }
}
