using System.CommandLine;
using IpdEngine.Cli.Data;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Output.MixedModels;
using IpdEngine.Formula.Terms;
using IpdEngine.Stage1.Multilevel.Lmm;
using IpdEngine.Stage1.Multilevel.Profiles;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd lmm</c>: a linear mixed model in lme4's formula syntax, on any table.</summary>
internal static class LmmCommand
{
    public static Command Create()
    {
        var formula = new Argument<string>("formula") { Description = "lme4's syntax: 'y ~ x * z + (1 + x | g)', '(x || g)', '(1 | a/b)', '(1 | a) + (1 | b)', I(), factor(), log(), scale(), offset()" };
        var data = new Option<FileInfo>("--data") { Description = "The table: delimited text, Excel, SPSS, Stata or Parquet", Required = true };
        var ml = new Option<bool>("--ml") { Description = "Maximum likelihood; restricted maximum likelihood otherwise" };
        var weights = new Option<string?>("--weights") { Description = "Column of prior weights: a row's residual variance is sigma^2 / weight" };
        var confint = new Option<string>("--confint")
        {
            Description = "satterthwaite (t), wald (normal, as lme4) or profile (likelihood, of every parameter)",
            DefaultValueFactory = _ => "satterthwaite",
        }.AcceptOnlyFromAmong("satterthwaite", "wald", "profile");
        var level = new Option<double>("--level") { Description = "Coverage of the intervals", DefaultValueFactory = _ => 0.95 };
        var missing = new Option<string[]>("--missing") { Description = "Values that mean missing, beside empty cells and NA", AllowMultipleArgumentsPerToken = true };
        var sheet = new Option<string?>("--sheet") { Description = "Sheet of a workbook; the first otherwise" };
        var ranef = new Option<FileInfo?>("--ranef") { Description = "File for the conditional modes of the random effects (CSV)" };
        var format = new Option<string>("--format") { Description = "table, csv or json", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "csv", "json");
        var command = new Command("lmm", "Fit a linear mixed model to a table") { formula, data, ml, weights, confint, level, missing, sheet, ranef, format };
        command.SetAction(parsed => Fit(
            parsed.GetRequiredValue(formula), parsed.GetRequiredValue(data),
            new DataFileOptions { Missing = parsed.GetValue(missing) ?? [], Sheet = parsed.GetValue(sheet) },
            new LinearMixedOptions { Reml = !parsed.GetValue(ml), Weights = parsed.GetValue(weights) },
            parsed.GetValue(confint)!, parsed.GetValue(level), parsed.GetValue(ranef), parsed.GetValue(format)!));
        return command;
    }

    private static int Fit(string text, FileInfo file, DataFileOptions reading, LinearMixedOptions options, string intervals, double level, FileInfo? ranef, string format)
    {
        if (!(level > 0 && level < 1))
            throw new CommandException($"found --level {level}, expected a number between 0 and 1, such as 0.95");
        try
        {
            var formula = ModelFormula.Parse(text);
            var frame = DataFile.Read(file.FullName, reading);
            var result = LinearMixedModel.Fit(formula, frame, options);
            IReadOnlyList<ProfileInterval> profile = result.Fit is not null && intervals == "profile" ? ProfileIntervals.Of(result, level) : [];
            var output = new LmmOutput(formula.Text, file.Name, frame.Rows, options.Reml, level, intervals, result, profile);
            Write(output, format);
            if (result.Fit is { } fit && ranef is not null)
                File.WriteAllText(ranef.FullName, LmmCsv.RandomEffects(fit));
            if (!result.Status.Poolable)
                Console.Error.WriteLine($"ipd: {result.Status.Name}: {result.Status.Reason}");
            return result.Status.Poolable ? ExitCode.Done : ExitCode.NotDone;
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message);
        }
    }

    private static void Write(LmmOutput output, string format)
    {
        switch (format)
        {
            case "json":
                using (var stream = Console.OpenStandardOutput())
                    LmmJson.Write(output, stream);
                break;
            case "csv":
                Console.Out.Write(LmmCsv.Estimates(output));
                break;
            default:
                Console.Out.Write(LmmTable.Of(output));
                break;
        }
    }
}
