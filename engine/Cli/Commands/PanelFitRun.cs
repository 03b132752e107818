using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Output.Fits;
using IpdEngine.Formula;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Bootstrap;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd fit riclpm:a1-a7,s1-s7</c>: a panel model over the columns of a table, by FIML with robust errors unless told otherwise.</summary>
/// <param name="Model">The shorthand.</param>
/// <param name="Options">How it is fitted.</param>
/// <param name="Bootstrap">Draws, or null.</param>
internal sealed record PanelFitRun(PanelShorthand Model, PanelOptions Options, BootstrapOptions? Bootstrap)
{
    /// <summary>Prints the model for R.</summary>
    public int Print(TextWriter writer)
    {
        var texts = Model.Syntax(Options);
        for (var i = 0; i < texts.Count; i++)
            writer.Write(texts.Count == 1 ? texts[i] : $"# direction {(i == 0 ? "first construct -> second" : "second construct -> first")}\n{texts[i]}");
        return ExitCode.Done;
    }

    /// <summary>Fits and writes.</summary>
    public int Fit(FileInfo? data, string? cluster, string format, CancellationToken cancellation)
    {
        var (_, wide, clusters) = Read(data, cluster);
        var fits = PanelTable.Fit(Model, wide, clusters, Options, Bootstrap, cancellation);
        Write(fits, format);
        return fits.Any(fit => fit.Fit is null || fit.Estimate.Status.Code is FitStatusCode.NotConverged or FitStatusCode.NotIdentified) ? ExitCode.NotDone : ExitCode.Done;
    }

    /// <summary>Compares groups of rows and writes.</summary>
    public int Compare(FileInfo? data, string? cluster, string group, string format, CancellationToken cancellation)
    {
        if (Bootstrap is not null)
            throw new CommandException("found --bootstrap with --group for a panel model, expected one of them: draw from the rows of each group by itself");
        if (format == "csv")
            throw new CommandException("found --format csv with --group for a panel model, expected table or json: a comparison is more than one table");
        var (frame, wide, clusters) = Read(data, cluster);
        var comparison = PanelTable.Compare(Model, wide, clusters, Labels(frame.Column(group)), Options, cancellation);
        if (format == "json")
        {
            using var stream = Console.OpenStandardOutput();
            GroupComparisonJson.Write(comparison, Model.Model, stream);
        }
        else
        {
            GroupComparisonText.Write(comparison, Model.Model, Console.Out);
        }

        return comparison.Difference is null ? ExitCode.NotDone : ExitCode.Done;
    }

    private (DataFrame Frame, double[] Wide, int[] Clusters) Read(FileInfo? data, string? cluster)
    {
        var frame = DataFile.Read((data ?? throw new CommandException("found no --data, expected the file of the table to fit the model to")).FullName);
        string[] names = [.. Model.Columns, .. Options.Covariates, .. Options.Auxiliary];
        var columns = names.Select(name => Numbers(frame, name)).ToArray();
        var wide = new double[columns[0].Length * names.Length];
        for (var cell = 0; cell < wide.Length; cell++)
            wide[cell] = columns[cell % names.Length][cell / names.Length];
        return (frame, wide, cluster is null ? [] : Clusters(frame, cluster));
    }

    private void Write(IReadOnlyList<PanelTableFit> fits, string format)
    {
        switch (format)
        {
            case "json":
                using (var stream = Console.OpenStandardOutput())
                    PanelJson.Write(fits, stream);
                break;
            case "csv":
                foreach (var fit in fits)
                    FitCsv.Write(fit.Result, Console.Out);
                break;
            default:
                foreach (var fit in fits)
                {
                    PanelTableText.Write(fit, Console.Out);
                    FitTable.Write(fit.Result, new SemRequest(fit.Estimate.Syntax) { Incomplete = Options.Missing == "fiml", Robust = Options.Estimator == "mlr" }, Console.Out);
                }

                break;
        }

        if (format != "table")
            foreach (var fit in fits)
                Console.Error.WriteLine($"{fit.Estimate.Status.Name}: {fit.Estimate.Status.Reason}");
    }

    private static double[] Numbers(DataFrame frame, string name)
    {
        var column = frame.Column(name);
        return column.IsNumeric ? column.Numbers.ToArray() : throw new CommandException($"found texts in column '{name}', expected numbers");
    }

    // Rows of unknown cluster are clusters of their own.
    private static int[] Clusters(DataFrame frame, string name)
    {
        var labels = Labels(frame.Column(name));
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        var clusters = new int[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] is not { } label)
                clusters[row] = labels.Length + row;
            else if (!numbers.TryGetValue(label, out clusters[row]))
                numbers.Add(label, clusters[row] = numbers.Count);
        }

        return clusters;
    }

    private static string?[] Labels(DataColumn column) => column.IsNumeric
        ? [.. column.Numbers.ToArray().Select(x => double.IsNaN(x) ? null : x.ToString("R", System.Globalization.CultureInfo.InvariantCulture))]
        : [.. column.Texts];
}
