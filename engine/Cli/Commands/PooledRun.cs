using System.Diagnostics;
using System.Reflection;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Plans;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;
using IpdEngine.Report;
using IpdEngine.Report.Files;
using IpdEngine.TwoStage;

namespace IpdEngine.Cli.Commands;

/// <summary>From stored studies to result files: load, analyse, write, tell.</summary>
internal sealed class PooledRun(PanelStore store, int workers, ProgressLines progress)
{
    /// <summary>The command as a user would repeat it, without what changes no result.</summary>
    public required string Command { get; init; }

    /// <summary>Name under which the store remembers the run.</summary>
    public required string Name { get; init; }

    /// <summary>Steps done before this run, for the timings.</summary>
    public IReadOnlyList<StepTiming> Before { get; init; } = [];

    /// <summary>What ingest found in studies that it refused; the stored ones carry their own findings.</summary>
    public IReadOnlyList<FindingCount> RefusedFindings { get; init; } = [];

    /// <summary>Runs the plan and writes the result files.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="manifests">The versions to use.</param>
    /// <param name="refused">Studies that did not reach the store.</param>
    /// <param name="folder">Folder of the result files.</param>
    /// <param name="complete">Adds what only the caller knows.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The exit code.</returns>
    public int Write(
        Plan plan, IReadOnlyList<StudyManifest> manifests, IReadOnlyList<StudyRecord> refused, string folder, Func<RunResult, RunResult> complete, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetUtcNow();
        var clock = Stopwatch.StartNew();
        var panels = new StudyPanel[manifests.Count];
        Parallel.For(0, manifests.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation },
            i => panels[i] = store.Load(manifests[i].Facts.Study, manifests[i].Version));
        PlanNames.Require(plan, panels);
        var loaded = clock.Elapsed;

        var result = complete(Analysis.Run(
            panels, refused, plan, workers, fit => progress.Step("fit", fit.Total, $"{fit.Study} {fit.Model}: {fit.Status.Name}"), cancellation));
        var analysed = clock.Elapsed;

        RunFiles.Write(result, new RunContext
        {
            EngineVersion = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
            Command = Command,
            Findings = [.. RefusedFindings, .. manifests.SelectMany(m => FindingCounts.Of(m.Facts.Study, m.Source.Findings))],
            Timings = new(started, workers, [.. Before, new("load", loaded.TotalSeconds), new("fit and pool", (analysed - loaded).TotalSeconds)]),
        }, folder);
        store.RecordRun(new RunRecord(Name, [.. manifests.Zip(panels, (m, p) => new StudyUse(m.Facts.Study, m.Version, p.ContentHash))]));

        ClaimLines.Write(result);
        Console.Out.WriteLine($"report: {Path.Combine(folder, "report.html")}");
        return Usable(result) ? ExitCode.Done : ExitCode.DoneWithErrors;
    }

    // A study out by the plan's own rules is no failure; one whose primary fit cannot be used is.
    private static bool Usable(RunResult result)
    {
        var model = result.Plan.Models.Contains(result.Plan.Primary) ? result.Plan.Primary : result.Plan.Models[0];
        return result.Studies.All(s => s.Refusal is null || result.Plan.Exclude.Contains(s.Facts.Study))
            && result.Estimates.Where(e => e.Model == model && e.Lag == 1).All(e => e.Status.Poolable);
    }
}
