namespace IpdEngine.Stage1.Sem.Ram;

/// <summary>
/// A model's variables and the places of its parameters in the reticular action model: Sigma = F (I-A)^-1 S (I-A)^-T F', mu = F (I-A)^-1 m.
/// </summary>
/// <remarks>
/// Observed variables come first, in the order of the data's columns; then the latent ones in order of first mention.
/// Source: McArdle and McDonald (1984), doi 10.1111/j.2044-8317.1984.tb00802.x.
/// </remarks>
public sealed class ModelStructure
{
    private ModelStructure(ParameterTable table, string[] variables, int observed, Cell[] cells)
    {
        Table = table;
        Variables = variables;
        Observed = observed;
        Cells = cells;
        PathOrder = Recursion.Order(variables.Length, cells);
    }

    /// <summary>The parameters.</summary>
    public ParameterTable Table { get; }

    /// <summary>All variables, the observed first.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Number of observed variables.</summary>
    public int Observed { get; }

    /// <summary>Number of free parameters.</summary>
    public int FreeCount => Table.FreeCount;

    /// <summary>Places of the parameters, in the order of the table's rows.</summary>
    internal Cell[] Cells { get; }

    /// <summary>Variables so ordered that every cause stands before its effects; null where the model has a feedback loop.</summary>
    internal int[]? PathOrder { get; }

    /// <summary>Lays a table of parameters over the columns of a data set.</summary>
    /// <param name="table">The parameters.</param>
    /// <param name="columns">Names of the data's columns that the model may use.</param>
    /// <exception cref="ArgumentException">A variable is neither a column nor measured by others.</exception>
    public static ModelStructure Of(ParameterTable table, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        var latent = table.Rows.Where(r => r.Operator == "=~").Select(r => r.Left).ToHashSet(StringComparer.Ordinal);
        var mentioned = table.Rows.SelectMany(r => new[] { r.Left, r.Right }).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        var missing = mentioned.Where(v => !latent.Contains(v) && !columns.Contains(v)).ToArray();
        if (missing.Length > 0)
            throw new ArgumentException($"found {string.Join(", ", missing)} in the model, expected columns of the data or latent variables defined by =~");
        string[] observed = [.. columns.Where(c => mentioned.Contains(c, StringComparer.Ordinal) && !latent.Contains(c))];
        string[] variables = [.. observed, .. mentioned.Where(latent.Contains)];
        var index = variables.Select((name, place) => (name, place)).ToDictionary(v => v.name, v => v.place, StringComparer.Ordinal);
        var cells = table.Rows.Select(row => row.Operator switch
        {
            "=~" => new Cell(CellMatrix.Path, index[row.Right], index[row.Left], row.Free, row.Value),
            "~" => new Cell(CellMatrix.Path, index[row.Left], index[row.Right], row.Free, row.Value),
            "~~" => new Cell(CellMatrix.Covariance, index[row.Left], index[row.Right], row.Free, row.Value),
            _ => new Cell(CellMatrix.Intercept, index[row.Left], index[row.Left], row.Free, row.Value),
        }).ToArray();
        return new ModelStructure(table, variables, observed.Length, cells);
    }
}
