using System.Globalization;
using System.Text;
using IpdEngine.Simulation.Coverage;

namespace IpdEngine.Perf.Simulation;

/// <summary>The coverage table: <c>coverage [REPLICATES] [FILE]</c>.</summary>
internal static class CoverageReport
{
    private const ulong Seed = 20260423;

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

    private static string Text(List<CoverageRow> rows, int replicates)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Cell.Waves} | {row.Cell.Participants} | {row.Cell.Intercept} | {row.Cell.Dropout} | {row.Rule} | {row.Scale} | {row.Lag} | {100 * row.Coverage.Share:F1} ({100 * row.Coverage.Error:F1}) | {100 * row.CoverageOfAll.Share:F1} | {row.Bias:F4} ({row.BiasError:F4}) | {row.RootMeanSquare:F4} | {row.ErrorRatio:F2} | {string.Join(" ", row.Status.Select(s => $"{s.Key} {s.Value}"))} |\n");
        text.Append(replicates).Append('\n');
        return text.ToString();
    }
}
