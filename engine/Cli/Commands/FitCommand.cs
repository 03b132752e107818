using System.CommandLine;
using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Output.Fits;
using IpdEngine.Formula;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Bootstrap;
using IpdEngine.Stage1.Sem.Ram;
using IpdEngine.Stage1.Sem.Syntax;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd fit</c>: any lavaan model on any table.</summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "lavaan text, a file that holds it, or a panel model in one word, such as riclpm:a1-a7,s1-s7 (clpm, dpm, lcmsr too)" };
        var data = new Option<FileInfo?>("--data") { Description = "The table: delimited text, Excel, SPSS, Stata or Parquet; a row a person" };
        var missing = new Option<string?>("--missing") { Description = "fiml (every observed value; a panel model's default) or listwise (complete rows; any other's)" }.AcceptOnlyFromAmong("fiml", "listwise");
        var estimator = new Option<string?>("--estimator") { Description = "ml, or mlr for robust errors and a scaled test (a panel model's default)" }.AcceptOnlyFromAmong("ml", "mlr");
        var cluster = new Option<string?>("--cluster") { Description = "Column of clusters: errors are then cluster-robust" };
        var group = new Option<string?>("--group") { Description = "Column of groups, in order of their values; modifiers of a group by c(a, b); of a panel model, groups whose lags are compared" };
        var equal = new Option<string?>("--group-equal") { Description = $"Equal across groups, by commas: {string.Join(", ", GroupEqualNames.All)}" };
        var defaults = new Option<string>("--defaults") { Description = "What is added to the text, as lavaan's function of that name does", DefaultValueFactory = _ => "lavaan" }
            .AcceptOnlyFromAmong([.. ModelDefaults.Names]);
        var draws = new Option<int?>("--bootstrap") { Description = "Draws of a bootstrap, by row, or by cluster with --cluster" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the bootstrap: the same draws on any machine", DefaultValueFactory = _ => 1 };
        var format = new Option<string>("--format") { Description = "table, csv or json", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "csv", "json");
        var syntax = new Option<bool>("--syntax") { Description = "Print the model text for R instead of fitting it" };
        var panel = new PanelFlags();
        var command = new Command("fit", "Fit a structural equation model to a table")
        {
            model, data, missing, estimator, cluster, group, equal, defaults, draws, seed, format, syntax,
        };
        foreach (var option in panel.All)
            command.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(PanelShorthand.IsShorthand(parsed.GetRequiredValue(model)) ? Panel(
            () => Together(parsed, syntax, draws, seed, [data, missing, estimator, cluster, draws, seed, format]),
            parsed, parsed.GetRequiredValue(model), equal, defaults, parsed.GetValue(syntax) ? group : null,
            shorthand => new PanelFitRun(
                shorthand,
                panel.Of(parsed, shorthand.Model, parsed.GetValue(missing), parsed.GetValue(estimator), parsed.GetValue(cluster)),
                parsed.GetValue(draws) is { } times ? new BootstrapOptions(times, parsed.GetValue(seed), Workers: Environment.ProcessorCount) : null),
            run => parsed.GetValue(syntax) ? run.Print(Console.Out)
                : parsed.GetValue(group) is { } column ? run.Compare(parsed.GetValue(data), parsed.GetValue(cluster), column, parsed.GetValue(format)!, cancellation)
                : run.Fit(parsed.GetValue(data), parsed.GetValue(cluster), parsed.GetValue(format)!, cancellation)) : Fit(
            () =>
            {
                Together(parsed, syntax, draws, seed, [data, missing, estimator, cluster, draws, seed, format, group, equal, defaults]);
                PanelFlags.Refuse(parsed, panel.All, "lavaan text", "with a panel model alone, such as riclpm:a1-a7,s1-s7: write in the text what it stands for");
            },
            new SemRequest(Text(parsed.GetRequiredValue(model)))
            {
                Defaults = ModelDefaults.Named(parsed.GetValue(defaults)!),
                Incomplete = parsed.GetValue(missing) == "fiml",
                Robust = parsed.GetValue(estimator) == "mlr",
                Equal = Equal(parsed.GetValue(equal), parsed.GetValue(group)),
                Bootstrap = parsed.GetValue(draws) is { } count ? new BootstrapOptions(count, parsed.GetValue(seed), Workers: Environment.ProcessorCount) : null,
            },
            parsed.GetValue(data), parsed.GetValue(group), parsed.GetValue(cluster), parsed.GetValue(format)!, parsed.GetValue(syntax), cancellation)));
        return command;
    }

    // Options that would have no effect are refused, never ignored.
    private static void Together(ParseResult parsed, Option<bool> syntax, Option draws, Option seed, IEnumerable<Option> fitting)
    {
        if (parsed.GetValue(syntax))
            PanelFlags.Refuse(parsed, fitting, "--syntax", "without it: --syntax prints the model's text, reads no table and fits nothing");
        if (parsed.GetResult(draws) is null)
            PanelFlags.Refuse(parsed, [seed], "no --bootstrap", "beside it, such as --bootstrap 1000 --seed 1: nothing else is drawn, every other number is the same without a seed");
    }

    private static int Panel(
        Action require, ParseResult parsed, string model, Option equal, Option defaults, Option? group, Func<PanelShorthand, PanelFitRun> read, Func<PanelFitRun, int> act)
    {
        PanelFlags.Refuse(parsed, [equal], "a panel model", "with lavaan text alone: --group by itself fits the lags free and equal across groups and tests the difference");
        PanelFlags.Refuse(parsed, [defaults], "a panel model", "with lavaan text alone: a panel model's text is complete; see it by --syntax");
        if (group is not null)
            PanelFlags.Refuse(parsed, [group], "--syntax of a panel model", "without --syntax: the text of a comparison depends on the groups of the table; fitted with --format json, it stands in the output");
        require();
        try
        {
            return act(read(PanelShorthand.Parse(model)));
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message);
        }
    }

    private static int Fit(Action require, SemRequest request, FileInfo? data, string? group, string? cluster, string format, bool syntax, CancellationToken cancellation)
    {
        try
        {
            require();

            // A mistake in the text is told before a large file is read.
            ModelParser.Parse(request.Model);
            if (syntax)
            {
                Console.Out.WriteLine(request.Model.TrimEnd());
                return ExitCode.Done;
            }

            var frame = DataFile.Read((data ?? throw new CommandException("found no --data, expected the file of the table to fit the model to")).FullName);
            var result = SemAnalysis.Run(request, Table(request.Model, frame, group, cluster), cancellation);
            Write(result, request, format);
            return result.Fit is null || result.Status.Name is "not_converged" or "not_identified" ? ExitCode.NotDone : ExitCode.Done;
        }
        catch (ModelSyntaxException e)
        {
            throw new CommandException($"{e.Message}\n{e.Caret(request.Model)}");
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message);
        }
    }

    private static void Write(SemResult result, SemRequest request, string format)
    {
        switch (format)
        {
            case "json":
                using (var stream = Console.OpenStandardOutput())
                    FitJson.Write(result, stream);
                break;
            case "csv":
                FitCsv.Write(result, Console.Out);
                break;
            default:
                FitTable.Write(result, request, Console.Out);
                break;
        }

        if (format != "table")
            foreach (var message in result.Messages.Prepend($"{result.Status.Name}: {result.Status.Reason}"))
                Console.Error.WriteLine(message);
    }

    // A model is a file where one of that name stands there, else the text itself.
    private static string Text(string model)
    {
        if (model.IndexOfAny(['\n', '~', '=']) < 0)
            return File.Exists(model) ? File.ReadAllText(model) : throw new CommandException($"found neither a file '{model}' nor lavaan text, expected one of them");
        return model;
    }

    private static GroupEqual Equal(string? list, string? group)
    {
        if (list is null)
            return GroupEqual.None;
        if (group is null)
            throw new CommandException("found --group-equal without --group, expected the column of the groups too");
        try
        {
            return GroupEqualNames.Of(list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message);
        }
    }

    // The model's variables that are columns; what it lacks is named by the model itself.
    private static SemTable Table(string model, DataFrame frame, string? group, string? cluster)
    {
        var mentioned = ModelParser.Parse(model).OfType<ParameterStatement>().SelectMany(s => new[] { s.Left, s.Right }).ToHashSet(StringComparer.Ordinal);
        var columns = frame.Columns.Where(c => mentioned.Contains(c.Name)).ToArray();
        if (Array.Find(columns, c => !c.IsNumeric) is { } text)
            throw new CommandException($"found texts in column '{text.Name}', such as '{Word(text)}', expected numbers: code it as 0 and 1 first");
        return new SemTable(
            [.. columns.Select(c => c.Name)], [.. columns.Select(c => c.Numbers.ToArray())], group is null ? null : Labels(frame, group), cluster is null ? null : Labels(frame, cluster));
    }

    // The one that keeps the column from being numbers.
    private static string? Word(DataColumn column) =>
        column.Texts.ToArray().FirstOrDefault(t => t is not null && !double.TryParse(t, System.Globalization.CultureInfo.InvariantCulture, out _));

    private static string?[] Labels(DataFrame frame, string name)
    {
        var column = frame.Column(name);
        return column.IsNumeric
            ? [.. column.Numbers.ToArray().Select(x => double.IsNaN(x) ? null : x.ToString("R", System.Globalization.CultureInfo.InvariantCulture))]
            : [.. column.Texts];
    }
}
