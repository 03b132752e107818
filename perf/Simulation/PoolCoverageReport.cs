using System.Globalization;
using System.Text;
using IpdEngine.Simulation.Pools;

namespace IpdEngine.Perf.Simulation;

/// <summary>The stage-2 table: <c>pool-coverage [REPLICATES] [FILE]</c>; a fifth of the replicates for the multivariate pools and the permutation tests.</summary>
internal static class PoolCoverageReport
{
    private const ulong Seed = 20260504;
    private const int SlowShare = 5;

    internal static int Run(string[] args)
    {
        var replicates = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4000;
        List<PoolRow> rows = [], arranged = [], vectors = [];
        foreach (var cell in PoolCell.All)
        {
            rows.AddRange(PoolCoverage.Univariate(cell, Seed, replicates, Environment.ProcessorCount));
            arranged.AddRange(PoolCoverage.Permutation(cell, Seed, Math.Max(2, replicates / SlowShare), Environment.ProcessorCount));
            vectors.AddRange(PoolCoverage.Multivariate(cell, Seed, Math.Max(2, replicates / SlowShare), Environment.ProcessorCount));
            Console.Error.WriteLine($"pool-coverage: k {cell.K}, tau2 {cell.Tau2}{(cell.Skewed ? ", skewed" : "")} done");
        }

        SimulationOutput.Write(args, Text(rows, arranged, vectors, replicates));
        return 0;
    }

    /// <summary>The tables: one a target and kind.</summary>
    internal static string Text(IReadOnlyList<PoolRow> rows, IReadOnlyList<PoolRow> arranged, IReadOnlyList<PoolRow> vectors, int replicates)
    {
        var text = new StringBuilder("# Stage 2: coverage of every interval\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`dotnet run --project perf -c Release -- pool-coverage {replicates}` (seed {Seed}).\n\n");
        text.Append("""
            Each number is the coverage in percent of a 95 % interval. The true mean effect is zero, so 100 minus the coverage of a mean is the type I error of its test at
            5 %. Sampling variances are those of standardised lags, 0.35 / n with n log-uniform from 35 to 1,550 in every study of every replicate; tau2 is 0, 0.0015 (the sampling variance
            of a study of middle size, I2 near 50 %) or 0.0135. `skewed`: true effects are a shifted exponential (skewness 2) with the same variance.

            """);
        text.Append(CultureInfo.InvariantCulture, $"\nMonte Carlo error of a coverage of 95 %: {ErrorAt(0.95, replicates):F2} points (univariate, {replicates} replicates); of one of 85 %: {ErrorAt(0.85, replicates):F2}.\n");
        foreach (var (target, title) in new[]
        {
            (PoolTarget.Mean, "The mean effect"), (PoolTarget.Variance, "Tau-squared"), (PoolTarget.NextStudy, "The effect of one study more (prediction)"),
        })
            Append(text, title, [.. rows.Where(r => r.Target == target)]);
        var made = Math.Max(2, replicates / SlowShare);
        var slow = string.Create(CultureInfo.InvariantCulture, $"({made} replicates, Monte Carlo error at 95 %: {ErrorAt(0.95, made):F2})");
        Append(text, $"100 minus the type I error of the permutation test at 5 %, 199 arrangements, all 32 at k = 5 where no p can be below .05 {slow}", arranged);
        Append(text, $"The mean effect of one of four outcomes pooled together {slow}", vectors);
        return text.ToString();
    }

    private static double ErrorAt(double share, int replicates) => 100 * Math.Sqrt(share * (1 - share) / replicates);

    private static void Append(StringBuilder text, string title, IReadOnlyList<PoolRow> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        foreach (var skewed in new[] { false, true })
        {
            PoolCell[] cells = [.. rows.Select(r => r.Cell).Where(c => c.Skewed == skewed).Distinct()];
            text.Append(CultureInfo.InvariantCulture, $"\n{(skewed ? "Skewed" : "Normal")} true effects; columns k / tau2.\n\n| interval | {string.Join(" | ", cells.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.K} / {c.Tau2}")))} |\n|---|{string.Concat(cells.Select(_ => "---|"))}\n");
            foreach (var rule in rows.Select(r => r.Rule).Distinct())
                text.Append(CultureInfo.InvariantCulture, $"| {rule} | {string.Join(" | ", cells.Select(c => Cell(rows.Single(r => r.Rule == rule && r.Cell == c))))} |\n");
        }
    }

    // Replicates without an interval, if any, stand behind the coverage of the others.
    private static string Cell(PoolRow row) => string.Create(CultureInfo.InvariantCulture, $"{100 * row.Coverage.Share:F1}{(row.Missing > 0 ? $" ({row.Missing} without)" : "")}");
}
