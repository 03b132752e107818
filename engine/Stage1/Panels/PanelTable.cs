using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Bootstrap;

namespace IpdEngine.Stage1.Panels;

/// <summary>Fits a panel model to the columns of a wide table, in the table's own units: estimates and log L are those that lavaan gives for the same text and table.</summary>
public static class PanelTable
{
    /// <summary>Most groups of a comparison: each has means, variances and lags of its own.</summary>
    public const int MostGroups = 10;

    /// <summary>Fits a shorthand.</summary>
    /// <param name="model">The shorthand.</param>
    /// <param name="data">rows x <see cref="PanelShorthand.Columns"/>, row-major, then the columns of covariates and of auxiliary variables; NaN where missing.</param>
    /// <param name="clusters">Cluster of each row, or empty for independent rows; clusters make the errors cluster-robust.</param>
    /// <param name="options">How; the window and the cluster's name mean nothing here.</param>
    /// <param name="bootstrap">Draws beside the fit, or null.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <returns>One fit, or one a direction for <c>dpm</c>; no data whatever make this throw.</returns>
    /// <exception cref="ArgumentException">An option is not known, the shapes do not fit, or a value is infinite.</exception>
    public static IReadOnlyList<PanelTableFit> Fit(
        PanelShorthand model, ReadOnlySpan<double> data, ReadOnlySpan<int> clusters, PanelOptions options, BootstrapOptions? bootstrap = null,
        CancellationToken cancellation = default)
    {
        var sample = Sample(model, data, clusters, options);
        return model.Model == DynamicPanel.Name
            ? [.. DynamicPanel.Directions.Select(direction => DynamicPanel.Fit(sample, DynamicForm.Of(sample.Data, direction, options), options, bootstrap, cancellation))]
            : [PanelModel.Fit(sample, PanelForm.Of(model.Model, sample.Data, options), options, bootstrap, cancellation)];
    }

    /// <summary>Fits a shorthand to groups of rows, with lags of their own and with lags equal across groups, and tests the difference.</summary>
    /// <param name="model">The shorthand; not <c>dpm</c>.</param>
    /// <param name="data">As for <c>Fit</c>.</param>
    /// <param name="clusters">As for <c>Fit</c>.</param>
    /// <param name="groups">Label of each row's group; rows without one (null) are left out, and counted in the note.</param>
    /// <param name="options">How; sensitivity fits are not made.</param>
    /// <param name="cancellation">Stops by an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">As for <c>Fit</c>; or the model is <c>dpm</c>, the groups are not 2 to <see cref="MostGroups"/>, lags are to be standardised, errors corrected for leverage.</exception>
    public static ArmComparison Compare(
        PanelShorthand model, ReadOnlySpan<double> data, ReadOnlySpan<int> clusters, IReadOnlyList<string?> groups, PanelOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var sample = Sample(model, data, clusters, options);
        if (model.Model == DynamicPanel.Name)
            throw new ArgumentException("found groups for dpm, expected riclpm, clpm or lcmsr: fit dpm to the rows of each group by itself", nameof(model));
        var rows = sample.Data.Wide.Length / model.Columns.Count;
        if (groups.Count != rows)
            throw new ArgumentException($"found {groups.Count} labels of groups, expected one for each of {rows} rows", nameof(groups));
        var split = GroupSplit.Of(new SemTable([""], [new double[rows]], groups));
        if (split.Labels.Count > MostGroups)
            throw new ArgumentException($"found {split.Labels.Count} groups, expected 2 to {MostGroups}: choose a column of few values, such as the arm", nameof(groups));
        var found = ArmComparison.Of(sample, "group", [.. split.Labels.Zip(split.Rows)], options, cancellation);
        List<string> notes = found.Note is null ? [] : [found.Note];
        if (split.Unknown > 0)
            notes.Add($"{split.Unknown} rows without a group left out.");
        if (Spread(sample.Data.Clusters, split.Rows) is > 0 and var spread)
            notes.Add($"{spread} clusters have rows in several groups: the test takes those rows as independent.");
        return found with { Note = notes.Count == 0 ? null : string.Join(' ', notes) };
    }

    // Clusters with rows in more groups than one.
    private static int Spread(int[] clusters, IReadOnlyList<int[]> groups) => clusters.Length == 0 ? 0
        : groups.SelectMany(rows => rows.Select(row => clusters[row]).Distinct()).GroupBy(cluster => cluster).Count(places => places.Count() > 1);

    private static PanelSample Sample(PanelShorthand model, ReadOnlySpan<double> data, ReadOnlySpan<int> clusters, PanelOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        options.Require(model.Model);
        string[] persons = [.. options.Covariates, .. options.Auxiliary];
        var (scores, width) = (model.Columns.Count, model.Columns.Count + persons.Length);
        if (data.Length % width != 0)
            throw new ArgumentException($"found {data.Length} values, expected a multiple of {width} columns", nameof(data));
        if (!clusters.IsEmpty && clusters.Length != data.Length / width)
            throw new ArgumentException($"found {clusters.Length} clusters, expected one for each of {data.Length / width} rows", nameof(clusters));
        foreach (var value in data)
            if (double.IsInfinity(value))
                throw new ArgumentException("found an infinite value, expected finite ones or NaN for missing", nameof(data));
        var rows = data.Length / width;
        double[] wide = new double[rows * scores], values = new double[rows * persons.Length], units = new double[persons.Length];
        Array.Fill(units, 1);
        for (var row = 0; row < rows; row++)
        {
            data.Slice(row * width, scores).CopyTo(wide.AsSpan(row * scores));
            data.Slice(row * width + scores, persons.Length).CopyTo(values.AsSpan(row * persons.Length));
        }

        var variables = new PersonVariables(options.Covariates, options.Auxiliary, values, units);
        return PanelSample.Of(model.Model, PanelData.Plain(model.Waves, model.Scores, wide, clusters, variables), options);
    }
}
