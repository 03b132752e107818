using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>The parameters of a model.</summary>
/// <remarks>
/// Parameters of one label are one parameter. <c>label == label</c> and <c>label == number</c> are carried out here, in the table; other constraints
/// are kept for the estimator. Where one parameter of a label is fixed, all are.
/// </remarks>
public sealed class ParameterTable
{
    private ParameterTable(
        IReadOnlyList<ParameterRow> rows, IReadOnlyList<string> freeNames, IReadOnlyList<DefinitionStatement> definitions,
        IReadOnlyList<ConstraintStatement> constraints, IReadOnlyList<string> covariates, int groups, bool hasMeans)
    {
        Rows = rows;
        FreeNames = freeNames;
        Definitions = definitions;
        Constraints = constraints;
        Covariates = covariates;
        Groups = groups;
        HasMeans = hasMeans;
    }

    /// <summary>All parameters, group by group: in the order of the model text, then what defaults added.</summary>
    public IReadOnlyList<ParameterRow> Rows { get; }

    /// <summary>Names of the free parameters in order of index: the label where there is one, else the name (with <c>.g2</c> in the second group).</summary>
    public IReadOnlyList<string> FreeNames { get; }

    /// <summary>Number of free parameters.</summary>
    public int FreeCount => FreeNames.Count;

    /// <summary>Defined parameters, in order.</summary>
    public IReadOnlyList<DefinitionStatement> Definitions { get; }

    /// <summary>Constraints that the estimator must carry out: expressions, inequalities.</summary>
    public IReadOnlyList<ConstraintStatement> Constraints { get; }

    /// <summary>Observed variables that only predict, and of whose moments the text says nothing; the baseline model lets them covary.</summary>
    public IReadOnlyList<string> Covariates { get; }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <summary>True where means are part of the model; else they stand at their sample values and are not counted.</summary>
    public bool HasMeans { get; }

    /// <summary>The table of a model text as it stands: nothing is added, freed or fixed that is not written.</summary>
    /// <exception cref="ModelSyntaxException">The text cannot be read.</exception>
    /// <exception cref="ArgumentException">A constraint names no parameter, or contradicts another.</exception>
    public static ParameterTable Of(string model) => Of(ModelParser.Parse(model));

    /// <summary>The table of parsed statements as they stand.</summary>
    public static ParameterTable Of(IReadOnlyList<ModelStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var parameters = statements.OfType<ParameterStatement>().ToArray();
        GroupRows.Require(parameters, 1);
        List<RowDraft> rows = [.. parameters.Select(p => new RowDraft(p.Left, p.Operator, p.Right) { Statement = p })];
        return Number(statements, GroupRows.Of(rows, 1, GroupEqual.None, new ModelDefaults()), 1, GroupEqual.None, [], hasMeans: true);
    }

    /// <summary>The table with what lavaan's functions add.</summary>
    /// <param name="statements">The model.</param>
    /// <param name="defaults">What is added.</param>
    /// <param name="groups">Number of groups; with several, means are part of the model.</param>
    /// <param name="equal">What is equal across them.</param>
    /// <exception cref="ModelSyntaxException">A modifier has not one value for each group.</exception>
    /// <exception cref="ArgumentException">A constraint names no parameter, or contradicts another.</exception>
    public static ParameterTable Of(IReadOnlyList<ModelStatement> statements, ModelDefaults defaults, int groups = 1, GroupEqual equal = GroupEqual.None)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(defaults);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        var parameters = statements.OfType<ParameterStatement>().ToArray();
        GroupRows.Require(parameters, groups);
        var means = defaults.MeanStructure || groups > 1 || parameters.Any(p => p.Operator == "~1");
        return Number(statements, GroupRows.Of(DefaultRows.Of(parameters, defaults, means), groups, equal, defaults), groups, equal, VariableRoles.Of(parameters).Exogenous, means);
    }

    private static ParameterTable Number(IReadOnlyList<ModelStatement> statements, List<RowDraft> drafts, int groups, GroupEqual equal, IReadOnlyList<string> covariates, bool hasMeans)
    {
        var keys = GroupRows.Keys(drafts, groups, equal);
        var constraints = LabelConstraints.Of(statements, drafts);
        for (var i = 0; i < keys.Length; i++)
            keys[i] = constraints.Representative(keys[i]);
        Dictionary<string, double> fixedAt = new(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
            if (!drafts[i].Free && !drafts[i].Exogenous)
                fixedAt.TryAdd(keys[i], drafts[i].Value);
        Dictionary<string, int> indices = new(StringComparer.Ordinal);
        List<string> names = [];
        List<ParameterRow> rows = new(drafts.Count);
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            var (free, value) = (-1, draft.Value);
            if (draft.Free && !(fixedAt.TryGetValue(keys[i], out value) || constraints.TryFixed(keys[i], out value)))
            {
                value = draft.Value;
                if (!indices.TryGetValue(keys[i], out free))
                {
                    free = names.Count;
                    indices.Add(keys[i], free);
                    names.Add(NameOf(draft, groups));
                }
            }
            else if (!draft.Free)
            {
                value = draft.Exogenous ? draft.Value : fixedAt[keys[i]];
            }

            rows.Add(new ParameterRow(draft.Left, draft.Operator, draft.Right, draft.Label, free, value)
            {
                Group = draft.Group,
                Written = !draft.Added,
                Exogenous = draft.Exogenous,
                Lower = draft.Lower,
                Upper = draft.Upper,
            });
        }

        return new ParameterTable(rows, names, [.. statements.OfType<DefinitionStatement>()], constraints.Others, covariates, groups, hasMeans);
    }

    private static string NameOf(RowDraft draft, int groups) => draft.Label ?? (groups > 1 && draft.Group > 1 ? $"{draft.Name}.g{draft.Group}" : draft.Name);
}
