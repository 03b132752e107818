using System.Globalization;
using System.Text;
using IpdEngine.Simulation.Coverage;

namespace IpdEngine.Perf.Simulation;

/// <summary>The coverage table of stage 1: <c>coverage [REPLICATES] [FILE]</c>.</summary>
internal static class CoverageReport
{
    private const ulong Seed = 20260423;
    private static readonly string[] s_lags = ["aa", "sa", "ss", "as"];

    internal static int Run(string[] args)
    {
        var replicates = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 2000;
        List<CoverageRow> rows = [];
        foreach (var cell in CoverageCell.All)
        {
            rows.AddRange(CoverageStudy.Run(cell, IntervalRule.All, Seed, replicates, Environment.ProcessorCount));
            Console.Error.WriteLine($"coverage: T {cell.Waves}, N {cell.Participants} done");
        }

        SimulationOutput.Write(args, Text(rows, replicates));
        return 0;
    }

    /// <summary>The tables: coverage of standardised and unstandardised lags, then bias and error, then statuses.</summary>
    internal static string Text(IReadOnlyList<CoverageRow> rows, int replicates)
    {
        var text = new StringBuilder("# Stage 1: coverage of the lags of the RI-CLPM\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`dotnet run --project perf -c Release -- coverage {replicates}` (seed {Seed}).\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Coverage in percent of 95 % Wald intervals over {replicates} studies a cell; Monte Carlo error of one lag {Error(0.95, replicates):F2} points at 95 %, {Error(0.9, replicates):F2} at 90 %. True lags aa\n");
        text.Append("""
            0.35, sa -0.10, ss 0.45, as -0.10 (within parts stationary with variance 1 and correlation -0.3); RI is the variance of each random intercept; dropout is the chance of leaving
            before a session at an average last symptom score (odds x 1.65 per SD); one score in twenty is missing by itself. FIML, lags equal over time.

            Rules: `ml` errors from the observed information; `mlr` Huber-White (the default); `mlr + small sample` leverage-corrected Huber-White with a t reference whose degrees of freedom
            come from the data (`small_sample: leverage`). An asterisk marks cells with T at least 5 and N at least 150, where 93-97 % is asked for. The first number counts poolable fits
            (`ok`, `boundary`); `all` is the mean over the four lags of every converged fit, admissible or not: for `ml` that is the free maximum-likelihood fit.

            """);
        AppendSummary(text, rows);
        foreach (var (scale, title) in new[] { ("std", "standardised"), ("unstd", "unstandardised") })
            AppendCoverage(text, title, [.. rows.Where(r => r.Scale == scale)]);
        AppendBias(text, [.. rows.Where(r => r.Scale == "std")]);
        AppendStatus(text, rows);
        return text.ToString();
    }

    private static double Error(double share, int replicates) => 100 * Math.Sqrt(share * (1 - share) / replicates);

    private static void AppendSummary(StringBuilder text, IReadOnlyList<CoverageRow> rows)
    {
        text.Append("""

            ## In short

            Marked cells: the lowest and highest coverage of a lag, and how many of them lie outside 93-97 %. Other cells: the largest loss of a lag against the free maximum-likelihood fit, in
            points (a gain is negative).

            | rule | lags | lowest | highest | outside 93-97 | of | largest loss elsewhere |
            |---|---|---|---|---|---|---|

            """);
        foreach (var group in rows.GroupBy(r => (r.Rule, r.Scale)))
        {
            double[] held = [.. group.Where(r => r.Cell.Held).Select(r => 100 * r.Coverage.Share)];
            var loss = group.Where(r => !r.Cell.Held).Max(r =>
                100 * (rows.Single(ml => ml.Rule == "ml" && ml.Scale == r.Scale && ml.Cell == r.Cell && ml.Lag == r.Lag).CoverageOfAll.Share - r.Coverage.Share));
            text.Append(CultureInfo.InvariantCulture,
                $"| {group.Key.Rule} | {group.Key.Scale} | {held.Min():F1} | {held.Max():F1} | {held.Count(c => c is < 93 or > 97)} | {held.Length} | {loss:F1} |\n");
        }
    }

    private static void AppendCoverage(StringBuilder text, string title, IReadOnlyList<CoverageRow> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Coverage of the {title} lags\n\n| T | N | RI | dropout | rule | aa | sa | ss | as | mean | all |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var group in rows.GroupBy(r => (r.Cell, r.Rule)))
        {
            var lags = s_lags.Select(lag => group.Single(r => r.Lag == lag)).ToArray();
            text.Append(CultureInfo.InvariantCulture,
                $"| {Cell(group.Key.Cell)} | {group.Key.Rule} | {string.Join(" | ", lags.Select(r => (100 * r.Coverage.Share).ToString("F1", CultureInfo.InvariantCulture)))} | {100 * lags.Average(r => r.Coverage.Share):F1} | {100 * lags.Average(r => r.CoverageOfAll.Share):F1} |\n");
        }
    }

    private static void AppendBias(StringBuilder text, IReadOnlyList<CoverageRow> rows)
    {
        text.Append("""

            ## Bias and error of the standardised lags

            Poolable fits. Bias with its Monte Carlo error; RMSE; `errors` is the root mean square of the standard errors over the SD of the estimates: below 1 they are too small.

            | T | N | RI | dropout | lag | bias | RMSE | errors ml | errors mlr | errors small sample |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var group in rows.GroupBy(r => (r.Cell, r.Lag)))
        {
            var first = group.First();
            text.Append(CultureInfo.InvariantCulture,
                $"| {Cell(group.Key.Cell)} | {group.Key.Lag} | {first.Bias:F4} ({first.BiasError:F4}) | {first.RootMeanSquare:F4} | {string.Join(" | ", group.Select(r => r.ErrorRatio.ToString("F2", CultureInfo.InvariantCulture)))} |\n");
        }
    }

    private static void AppendStatus(StringBuilder text, IReadOnlyList<CoverageRow> rows)
    {
        text.Append("\n## Statuses\n\n| T | N | RI | dropout | studies by status |\n|---|---|---|---|---|\n");
        foreach (var row in rows.DistinctBy(r => r.Cell))
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(row.Cell)} | {string.Join(", ", row.Status.Select(s => $"{s.Key} {s.Value}"))} |\n");
    }

    private static string Cell(CoverageCell cell) => string.Create(CultureInfo.InvariantCulture, $"{cell.Waves} | {cell.Participants}{(cell.Held ? " *" : "")} | {cell.Intercept} | {cell.Dropout}");
}
