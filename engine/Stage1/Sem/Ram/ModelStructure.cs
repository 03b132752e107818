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
    private readonly Cell[][] _groups;

    private ModelStructure(ParameterTable table, string[] variables, int observed, Cell[] cells, SampleMoments[]? samples)
    {
        Table = table;
        Variables = variables;
        Observed = observed;
        Cells = cells;
        Samples = samples;
        _groups = table.Groups == 1 ? [cells] : [.. Enumerable.Range(0, table.Groups).Select(g => cells.Where(c => c.Group == g).ToArray())];
        PathOrder = Recursion.Order(variables.Length, _groups[0]);
    }

    /// <summary>The parameters.</summary>
    public ParameterTable Table { get; }

    /// <summary>All variables, the observed first.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Number of observed variables.</summary>
    public int Observed { get; }

    /// <summary>Number of groups.</summary>
    public int Groups => _groups.Length;

    /// <summary>Number of free parameters.</summary>
    public int FreeCount => Table.FreeCount;

    /// <summary>Places of the parameters, in the order of the table's rows.</summary>
    internal Cell[] Cells { get; }

    /// <summary>Variables so ordered that every cause stands before its effects; null where the model has a feedback loop.</summary>
    internal int[]? PathOrder { get; }

    /// <summary>The sample moments that stand in the model, by group; null before <see cref="With"/>.</summary>
    internal SampleMoments[]? Samples { get; }

    /// <summary>True where moments of the sample are part of the model: fixed covariates, or means that are no part of it.</summary>
    public bool NeedsSample => !Table.HasMeans || Table.Rows.Any(row => row.Exogenous);

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
        var used = mentioned.ToHashSet(StringComparer.Ordinal);
        string[] observed = [.. columns.Where(c => used.Contains(c) && !latent.Contains(c))];
        string[] variables = [.. observed, .. mentioned.Where(latent.Contains)];
        var index = variables.Select((name, place) => (name, place)).ToDictionary(v => v.name, v => v.place, StringComparer.Ordinal);
        var cells = table.Rows.Select(row => row.Operator switch
        {
            "=~" => new Cell(CellMatrix.Path, index[row.Right], index[row.Left], row.Free, row.Value, row.Group - 1),
            "~" => new Cell(CellMatrix.Path, index[row.Left], index[row.Right], row.Free, row.Value, row.Group - 1),
            "~~" => new Cell(CellMatrix.Covariance, index[row.Left], index[row.Right], row.Free, row.Value, row.Group - 1),
            _ => new Cell(CellMatrix.Intercept, index[row.Left], index[row.Left], row.Free, row.Value, row.Group - 1),
        }).ToArray();
        return new ModelStructure(table, variables, observed.Length, cells, null);
    }

    /// <summary>The model with the sample's moments where it needs them: of fixed covariates, and means that are no part of it.</summary>
    /// <param name="samples">Moments of each group's observed variables.</param>
    internal ModelStructure With(SampleMoments[] samples)
    {
        var cells = (Cell[])Cells.Clone();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            if (!Table.Rows[i].Exogenous)
                continue;
            var sample = samples[cell.Group];
            cells[i] = cell with { Value = cell.Matrix == CellMatrix.Intercept ? sample.Mean[cell.Row] : sample.Covariance[cell.Row * Observed + cell.Column] };
        }

        return new ModelStructure(Table, (string[])Variables, Observed, cells, samples);
    }

    /// <summary>Places of one group's parameters.</summary>
    internal Cell[] CellsOf(int group) => _groups[group];
}
