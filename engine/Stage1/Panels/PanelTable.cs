using IpdEngine.Stage1.Sem.Bootstrap;

namespace IpdEngine.Stage1.Panels;

/// <summary>Fits a panel model to the columns of a wide table, in the table's own units: estimates and log L are those that lavaan gives for the same text and table.</summary>
public static class PanelTable
{
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
        var sample = PanelSample.Of(model.Model, PanelData.Plain(model.Waves, model.Scores, wide, clusters, variables), options);
        return model.Model == DynamicPanel.Name
            ? [.. DynamicPanel.Directions.Select(direction => DynamicPanel.Fit(sample, DynamicForm.Of(sample.Data, direction, options), options, bootstrap, cancellation))]
            : [PanelModel.Fit(sample, PanelForm.Of(model.Model, sample.Data, options), options, bootstrap, cancellation)];
    }
}
