using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>The parameters of a model as <c>lavaan()</c> reads them: nothing is added, freed or fixed that is not written.</summary>
/// <remarks>Equal labels are equal parameters. <c>label == label</c> and <c>label == number</c> are carried out here, in the table.</remarks>
public sealed class ParameterTable
{
    private ParameterTable(IReadOnlyList<ParameterRow> rows, IReadOnlyList<string> freeNames, IReadOnlyList<DefinitionStatement> definitions)
    {
        Rows = rows;
        FreeNames = freeNames;
        Definitions = definitions;
    }

    /// <summary>All parameters in the order of the model text.</summary>
    public IReadOnlyList<ParameterRow> Rows { get; }

    /// <summary>Names of the free parameters in order of index: the label where there is one, else the name.</summary>
    public IReadOnlyList<string> FreeNames { get; }

    /// <summary>Number of free parameters.</summary>
    public int FreeCount => FreeNames.Count;

    /// <summary>Defined parameters, in order.</summary>
    public IReadOnlyList<DefinitionStatement> Definitions { get; }

    /// <summary>The table of a model text.</summary>
    /// <exception cref="ModelSyntaxException">The text cannot be read.</exception>
    /// <exception cref="ArgumentException">A constraint is of a kind that is not carried out, or names no parameter.</exception>
    public static ParameterTable Of(string model) => Of(ModelParser.Parse(model));

    /// <summary>The table of parsed statements.</summary>
    public static ParameterTable Of(IReadOnlyList<ModelStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var parameters = statements.OfType<ParameterStatement>().ToArray();
        var known = parameters.Where(p => p.Label is not null).Select(p => p.Label!).ToHashSet(StringComparer.Ordinal);
        var constraints = LabelConstraints.Of(statements.OfType<ConstraintStatement>(), known);
        Dictionary<string, int> byLabel = new(StringComparer.Ordinal);
        List<string> names = [];
        List<ParameterRow> rows = [];
        foreach (var parameter in parameters)
        {
            var label = parameter.Label is null ? null : constraints.Representative(parameter.Label);
            var value = parameter.Fixed ?? (label is null ? null : constraints.FixedValue(label));
            var free = -1;
            if (value is null || double.IsNaN(value.Value))
            {
                value = parameter.Start ?? double.NaN;
                if (label is null || !byLabel.TryGetValue(label, out free))
                {
                    free = names.Count;
                    names.Add(label ?? parameter.Name);
                    if (label is not null)
                        byLabel.Add(label, free);
                }
            }

            rows.Add(new ParameterRow(parameter.Left, parameter.Operator, parameter.Right, parameter.Label, free, value.Value));
        }

        return new ParameterTable(rows, names, [.. statements.OfType<DefinitionStatement>()]);
    }
}
