using IpdEngine.Panel;
using IpdEngine.Panel.Waves;

namespace IpdEngine.TwoStage;

/// <summary>The method on one page: studies -> estimates -> pooled effects -> claims.</summary>
public static class Analysis
{
    /// <summary>Runs a plan.</summary>
    /// <param name="studies">The plan's studies, in any order.</param>
    /// <param name="refused">Studies that could not be read, each with its reason: listed, never silently missing.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="workers">Fits at once.</param>
    /// <param name="watch">Called after each fit; null for none.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static RunResult Run(
        IReadOnlyList<StudyPanel> studies, IReadOnlyList<StudyRecord> refused, Plan plan, int workers, Action<FitProgress>? watch, CancellationToken cancellation)
    {
        var panels = studies.OrderBy(s => s.Facts.Study, StringComparer.Ordinal).ToList();
        var records = panels.Select(p => Record(p, plan)).Concat(refused).OrderBy(r => r.Facts.Study, StringComparer.Ordinal).ToList();
        var analysed = panels.Where(p => records.Single(r => r.Facts.Study == p.Facts.Study).Refusal is null).ToList();

        var estimates = StudyRunner.Run(analysed, plan, workers, watch, cancellation);
        var pools = UnivariatePools.Of(plan, records, estimates);
        var vectors = VectorPools.Of(plan, records, estimates);
        return new(plan, records, estimates, pools, vectors, ClaimTable.Of(plan, pools)) { OneStage = OneStage.Of(analysed, pools, plan) };
    }

    private static StudyRecord Record(StudyPanel study, Plan plan)
    {
        var window = new SessionWindow(plan.Window.First, plan.Window.Last);
        var inWindow = 0;
        foreach (var session in study.Sessions.Session)
            inWindow += window.Contains(session) ? 1 : 0;
        var refusal = plan.Exclude.Contains(study.Facts.Study) ? "excluded by the plan"
            : inWindow == 0 ? $"no session in the window {window.First}-{window.Last}"
            : null;
        return new(
            study.Facts, study.ContentHash, study.Participants.Count, study.Sessions.Count, inWindow,
            AdjacentSessions.Of(study.Sessions, window).CompletePairs, refusal);
    }
}
