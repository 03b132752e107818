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
        var frame = DataFile.Read((data ?? throw new CommandException("found no --data, expected the file of the table to fit the model to")).FullName);
        string[] names = [.. Model.Columns, .. Options.Covariates, .. Options.Auxiliary];
        var columns = names.Select(name => Numbers(frame, name)).ToArray();
        var rows = columns[0].Length;
        var wide = new double[rows * names.Length];
        for (var cell = 0; cell < wide.Length; cell++)
            wide[cell] = columns[cell % names.Length][cell / names.Length];
        var fits = PanelTable.Fit(Model, wide, cluster is null ? [] : Clusters(frame, cluster, rows), Options, Bootstrap, cancellation);
        Write(fits, format);
        return fits.Any(fit => fit.Fit is null || fit.Estimate.Status.Code is FitStatusCode.NotConverged or FitStatusCode.NotIdentified) ? ExitCode.NotDone : ExitCode.Done;
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
    private static int[] Clusters(DataFrame frame, string name, int rows)
    {
        var column = frame.Column(name);
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        var clusters = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var label = !column.IsNumeric ? column.Texts[row] : double.IsNaN(column.Numbers[row]) ? null : column.Numbers[row].ToString("R", System.Globalization.CultureInfo.InvariantCulture);
            if (label is null)
                clusters[row] = rows + row;
            else if (!numbers.TryGetValue(label, out clusters[row]))
                numbers.Add(label, clusters[row] = numbers.Count);
        }

        return clusters;
    }
}
