using IpdEngine.Panel;
using IpdEngine.Stage1;

namespace IpdEngine.TwoStage;

/// <summary>A fit that has just ended, for those who watch.</summary>
/// <param name="Study">Study code.</param>
/// <param name="Model">Model of the plan.</param>
/// <param name="Status">Status of the fit (of the first where the model has several).</param>
/// <param name="Total">Fits in the run.</param>
public sealed record FitProgress(string Study, string Model, FitStatus Status, int Total);

/// <summary>Runs every model of a plan on every study, on all cores of this machine.</summary>
public static class StudyRunner
{
    /// <summary>Fits all; the answer is the same to the bit whatever the number of workers.</summary>
    /// <param name="studies">The studies in the order of the answer.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="workers">Fits at once, at least 1.</param>
    /// <param name="watch">Called after each fit, from any thread; null for none.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>Estimates in order of study, then model of the plan, then variant.</returns>
    public static IReadOnlyList<StudyEstimate> Run(
        IReadOnlyList<StudyPanel> studies, Plan plan, int workers, Action<FitProgress>? watch, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var jobs = (from study in studies from model in plan.Models select (Study: study, Model: model)).ToArray();
        var results = new IReadOnlyList<StudyEstimate>[jobs.Length];

        // The longest fits go first, so that no core waits at the end for one large study.
        var order = Enumerable.Range(0, jobs.Length).OrderByDescending(j => Cost(jobs[j].Study, jobs[j].Model)).ToArray();
        var next = -1;
        void Work()
        {
            for (var turn = Interlocked.Increment(ref next); turn < order.Length; turn = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                var (study, model) = jobs[order[turn]];
                var estimates = results[order[turn]] = StudyModels.Fit(study, model, plan, cancellation);
                watch?.Invoke(new(study.Facts.Study, model, estimates[0].Status, jobs.Length));
            }
        }
        Parallel.For(0, Math.Min(workers, jobs.Length), new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work());
        return [.. results.SelectMany(r => r)];
    }

    // Relative, from profiles: a panel model costs its patterns, a multilevel model its rows.
    private static double Cost(StudyPanel study, string model) =>
        study.Sessions.Count * (model switch { "riclpm" => 10.0, "lcmsr" => 8.0, "dpm" => 6.0, "clpm" => 4.0, "multilevel" => 3.0, _ => 0.1 });
}
