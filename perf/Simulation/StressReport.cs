using System.Globalization;
using System.Text;
using IpdEngine.Simulation;
using IpdEngine.Simulation.Stress;
using IpdEngine.Stage1;

namespace IpdEngine.Perf.Simulation;

/// <summary>The stress corpus: <c>stress [STUDIES] [FILE] [SEED]</c>.</summary>
internal static class StressReport
{
    private const ulong Seed = 20260401;
    private const int Listed = 40;
    private static readonly (int Low, int High)[] s_sizes = [(30, 59), (60, 89), (90, 119), (120, 150)];
    private static readonly FitStatusCode[] s_codes = [FitStatusCode.Ok, FitStatusCode.Boundary, FitStatusCode.Inadmissible, FitStatusCode.NotConverged, FitStatusCode.NotIdentified, FitStatusCode.TooSmall];

    internal static int Run(string[] args)
    {
        var studies = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10000;
        var seed = args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : Seed;
        SimulationOutput.Write(args, Text(Replicates.Run(0, studies, Environment.ProcessorCount, n => StressCase.Of(seed, n)), seed));
        return 0;
    }

    /// <summary>The table; a fault, if there is one, stands first.</summary>
    internal static string Text(IReadOnlyList<StressCase> cases, ulong seed = Seed)
    {
        var text = new StringBuilder($"# Stress corpus: {cases.Count} simulated small studies under two optimisers\n\n");
        text.Append(CultureInfo.InvariantCulture, $"`dotnet run --project perf -c Release -- stress {cases.Count}` (seed {seed}).\n\n");
        text.Append("""
            RI-CLPM by FIML; N 30-150, T 3-7, random-intercept variance 0-0.8 (within parts 1), dropout 0-0.15 a session and likelier after a bad one, 5 % of single scores
            missing. The second optimiser is BFGS from ten starts of its own on a likelihood written out by the model's definition; it shares no code with stage 1. Where the lowest of
            its ends is no maximum it goes on for 4,000 iterations, and then sets out again from three points behind the unit root that such a path leads to. Values of -2 log L are the same
            where they differ by less than 1e-4.

            A likelihood that rises towards a unit root, with a random intercept's variance running to minus infinity, does not end there: written as a dynamic panel the model has
            no infinity at that place, and the maximum lies close before it or behind it, where the first within variance is negative (`inadmissible`).

            ## What the two say together

            | verdict | studies |
            |---|---|

            """);
        foreach (var verdict in Enum.GetValues<StressVerdict>())
            text.Append(CultureInfo.InvariantCulture, $"| {Words(verdict)} | {cases.Count(c => c.Verdict == verdict)} |\n");
        AppendStatuses(text, cases);
        AppendCases(text, cases);
        return text.ToString();
    }

    private static void AppendStatuses(StringBuilder text, IReadOnlyList<StressCase> cases)
    {
        text.Append("\n## Statuses by size\n\nThe share poolable (`ok` or `boundary`) is reported, not pursued; its Monte Carlo error in brackets.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| T | N | studies | {string.Join(" | ", s_codes.Select(c => new FitStatus(c, "").Name))} | poolable, % |\n|---|---|---|{string.Concat(s_codes.Select(_ => "---|"))}---|\n");
        for (var waves = 3; waves <= 7; waves++)
            foreach (var (low, high) in s_sizes)
            {
                StressCase[] cell = [.. cases.Where(c => c.Waves == waves && c.Persons >= low && c.Persons <= high)];
                var poolable = Rate.Of(cell, c => c.Status.Poolable);
                text.Append(CultureInfo.InvariantCulture,
                    $"| {waves} | {low}-{high} | {cell.Length} | {string.Join(" | ", s_codes.Select(code => cell.Count(c => c.Status.Code == code)))} | {(cell.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * poolable.Share:F1} ({100 * poolable.Error:F1})"))} |\n");
            }
    }

    private static void AppendCases(StringBuilder text, IReadOnlyList<StressCase> cases)
    {
        foreach (var verdict in new[] { StressVerdict.Beaten, StressVerdict.Missed, StressVerdict.Unexplained, StressVerdict.HigherWithoutEnd, StressVerdict.OursAlone })
        {
            StressCase[] those = [.. cases.Where(c => c.Verdict == verdict)];
            if (those.Length == 0)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"\n## {Words(verdict)}\n\n| study | T | N | status | -2 log L | second maximum | second lowest | starts of ten there |\n|---|---|---|---|---|---|---|---|\n");
            foreach (var c in those.Take(Listed))
                text.Append(CultureInfo.InvariantCulture, $"| {c.Number} | {c.Waves} | {c.Persons} | {c.Status.Name} | {c.Ours:F4} | {(double.IsNaN(c.Theirs) ? "none" : c.Theirs.ToString("F4", CultureInfo.InvariantCulture))} | {c.Lowest:F4} | {c.Reached} |\n");
            if (those.Length > Listed)
                text.Append(CultureInfo.InvariantCulture, $"\nThe first {Listed} of {those.Length}.\n");
        }

        text.Append("\n## What the reason of `not_converged` says\n\n| reason | studies |\n|---|---|\n");
        foreach (var reason in cases.Where(c => c.Status.Code == FitStatusCode.NotConverged).GroupBy(c => c.Status.Reason.Split(':', '(')[0].Trim()).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"| {reason.Key} | {reason.Count()} |\n");
    }

    private static string Words(StressVerdict verdict) => verdict switch
    {
        StressVerdict.Agreed => "both found the same maximum",
        StressVerdict.OursAlone => "stage 1 found a maximum that all ten starts of the second optimiser missed",
        StressVerdict.Refused => "refused as too small",
        StressVerdict.NoMaximumUnitRoot => "not converged, truly: the likelihood rises without end towards a unit root",
        StressVerdict.NoMaximumUnbounded => "not converged, truly: the likelihood has no bound",
        StressVerdict.HigherWithoutEnd => "the highest maximum that either found, though on a path without end the likelihood is higher",
        StressVerdict.Beaten => "FAULT: the second optimiser found a higher maximum",
        StressVerdict.Missed => "FAULT: not converged, though there is a maximum",
        _ => "not converged, and unexplained",
    };
}
