using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Pooling;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Effects;
using IpdEngine.Stage2.Moderators;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd pool</c>: any table of effects.</summary>
internal static class PoolCommand
{
    private const int DefaultDraws = 10_000;
    private const int DefaultSubsets = 1_000_000;

    public static Command Create()
    {
        var file = new Argument<FileInfo[]>("file") { Description = "Table of effects: delimited text, workbook, SPSS, Stata or Parquet; several are joined by the names of their columns", Arity = ArgumentArity.OneOrMore };
        var measure = new Option<EffectMeasure?>("--measure") { Description = "What the effects measure, by metafor's names; by the columns at hand where absent" };
        var names = new Option<string?>("--slab") { Description = "Column with the names of the effects" };
        var where = new Option<string[]>("--where") { Description = "Rows to take, COLUMN=VALUE; may be given several times", DefaultValueFactory = _ => [] };
        var columns = EffectRows.RawNames.Select(name => new Option<string?>($"--{name}") { Description = $"Column of metafor's {name}; '{name}' where the file has it" }).ToArray();
        var method = new Option<TauEstimator>("--method") { Description = "Estimator of tau-squared", DefaultValueFactory = _ => TauEstimator.REML };
        var test = new Option<PoolTest>("--test") { Description = "adhoc (Knapp-Hartung with guard), knha, t or z", DefaultValueFactory = _ => PoolTest.AdHoc };
        var level = new Option<double>("--level") { Description = "Confidence level", DefaultValueFactory = _ => 0.95 };
        var mods = new Option<string?>("--mods") { Description = "Moderators as a formula, such as '~ year + factor(design)'" };
        var subgroup = new Option<string?>("--subgroup") { Description = "Column that makes subgroups" };
        var shared = new Option<SubgroupTau>("--subgroup-tau") { Description = "A tau-squared each (separate) or one for all (common)", DefaultValueFactory = _ => SubgroupTau.Separate };
        var cumulative = new Option<string?>("--cumulative") { Description = "Column in whose order effects enter a cumulative pool" };
        var without = new Option<bool>("--leave-one-out") { Description = "The pool without each effect" };
        var influence = new Option<bool>("--influence") { Description = "Influence diagnostics and Baujat's coordinates" };
        var bias = new Option<bool>("--bias") { Description = "Small-study methods: Egger, rank test, trim-and-fill, PET-PEESE, selection model, excess significance" };
        var permute = new Option<int?>("--permute") { Description = $"Permutation test: exact up to 200000 arrangements, else so many drawn ({DefaultDraws} where no number is given)", Arity = ArgumentArity.ZeroOrOne };
        var gosh = new Option<int?>("--gosh") { Description = $"Pools of subsets, at most so many ({DefaultSubsets} where no number is given)", Arity = ArgumentArity.ZeroOrOne };
        var random = new Option<string[]>("--random") { Description = "Random term: '~ 1 | study/effect' or '~ outcome | study'; may be given several times", DefaultValueFactory = _ => [] };
        var structure = new Option<BetweenStructure>("--struct") { Description = "Covariance of the inner levels of '~ inner | outer': CS, HCS, UN, DIAG, ID or AR", DefaultValueFactory = _ => BetweenStructure.CS };
        var covariance = new Option<FileInfo?>("--v") { Description = "File with the sampling covariance matrix, a header and a row an effect" };
        var rho = new Option<double?>("--rho") { Description = "Correlation of sampling errors within a cluster" };
        var cluster = new Option<string?>("--cluster") { Description = "Column of independent clusters: robust tests, and what is left out together" };
        var adjustment = new Option<RobustAdjustment>("--vcov") { Description = "Robust covariance: CR0, CR1, CR1p, CR1S, CR2 or CR3", DefaultValueFactory = _ => RobustAdjustment.CR2 };
        var degrees = new Option<TestDegrees>("--dfs") { Description = "Degrees of freedom of multilevel tests: residual, contain or satterthwaite", DefaultValueFactory = _ => TestDegrees.Residual };
        var profile = new Option<bool>("--profile") { Description = "Profile-likelihood intervals of all variance components" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of what is drawn", DefaultValueFactory = _ => 1 };
        var figures = new Option<DirectoryInfo?>("--figures") { Description = "Folder for the plots as SVG: forest, funnel, radial, and those of what else is asked for" };
        var format = new Option<string>("--format") { Description = "table, csv or json", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "csv", "json");
        var command = new Command("pool", "Pool a table of effects: random effects, meta-regression, subgroups, sensitivity, small-study methods")
        {
            file, measure, names, where, method, test, level, mods, subgroup, shared, cumulative, without, influence, bias, permute, gosh, random, structure, covariance, rho, cluster, adjustment, degrees, profile, seed, figures, format,
        };
        foreach (var column in columns)
            command.Add(column);
        command.SetAction(parsed => Pool(parsed.GetRequiredValue(file), parsed.GetRequiredValue(format), parsed.GetValue(figures), new PoolRequest
        {
            Measure = parsed.GetValue(measure),
            Columns = columns.Select(c => (Name: c.Name[2..], Column: parsed.GetValue(c))).Where(c => c.Column is not null).ToDictionary(c => c.Name, c => c.Column!, StringComparer.Ordinal),
            Names = parsed.GetValue(names),
            Where = parsed.GetValue(where) ?? [],
            Options = new PoolOptions(parsed.GetValue(method), parsed.GetValue(test), parsed.GetValue(level)),
            Moderators = parsed.GetValue(mods),
            Subgroup = parsed.GetValue(subgroup),
            SubgroupTau = parsed.GetValue(shared),
            Cumulative = parsed.GetValue(cumulative),
            LeaveOneOut = parsed.GetValue(without),
            Influence = parsed.GetValue(influence),
            Bias = parsed.GetValue(bias),
            Permutations = parsed.GetResult(permute) is null ? null : parsed.GetValue(permute) ?? DefaultDraws,
            Gosh = parsed.GetResult(gosh) is null ? null : parsed.GetValue(gosh) ?? DefaultSubsets,
            Random = parsed.GetValue(random) ?? [],
            Structure = parsed.GetValue(structure),
            CovarianceFile = parsed.GetValue(covariance)?.FullName,
            Rho = parsed.GetValue(rho),
            Cluster = parsed.GetValue(cluster),
            Adjustment = parsed.GetValue(adjustment),
            Degrees = parsed.GetValue(degrees),
            Profile = parsed.GetValue(profile),
            Seed = parsed.GetValue(seed),
        }));
        return command;
    }

    private static int Pool(FileInfo[] files, string format, DirectoryInfo? figures, PoolRequest request)
    {
        if (request.Options.Level is not (> 0 and < 1))
            throw new CommandException(string.Create(CultureInfo.InvariantCulture, $"found level {request.Options.Level}, expected a number between 0 and 1, such as 0.95"));
        try
        {
            var rows = EffectRows.Of(JoinedFiles.Read(files), request);
            return request.IsMultilevel ? Multilevel(MultilevelAnswer.Of(rows, request), format, figures) : Univariate(PoolAnswer.Of(rows, request), request, format, figures);
        }
        catch (ArgumentException e)
        {
            // A column that the file lacks, a formula that cannot be read: the message says which and what to do.
            throw CommandException.Of(e);
        }
    }

    private static int Univariate(PoolAnswer answer, PoolRequest request, string format, DirectoryInfo? figures)
    {
        Write(format, json => PoolJson.Write(answer, json), () => PoolCsv.Of(answer.Fit.Coefficients), () => PoolText.Of(answer));
        if (figures is not null)
            PoolFigures.Write(answer, request, figures);
        return answer.Fit.Converged ? ExitCode.Done : ExitCode.NotDone;
    }

    private static int Multilevel(MultilevelAnswer answer, string format, DirectoryInfo? figures)
    {
        Write(format, json => MultilevelJson.Write(answer, json), () => PoolCsv.Of(answer.Robust?.Fit?.Coefficients ?? answer.Fit.Coefficients), () => MultilevelText.Of(answer));
        if (figures is not null)
            MultilevelFigures.Write(answer, figures);
        return answer.Fit.Converged ? ExitCode.Done : ExitCode.NotDone;
    }

    private static void Write(string format, Action<Utf8JsonWriter> json, Func<string> csv, Func<string> table)
    {
        if (format != "json")
        {
            Console.Out.Write(format == "csv" ? csv() : table());
            return;
        }
        using var stream = Console.OpenStandardOutput();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json(writer);
        stream.Write("\n"u8);
    }
}
