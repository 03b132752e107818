using IpdEngine.Cli.Output;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary>Ingest of several studies at once.</summary>
internal static class IngestRun
{
    /// <summary>Outcomes in the order of the descriptions; the largest files go first.</summary>
    public static IReadOnlyList<IngestOutcome> Of(
        IReadOnlyList<StudyFile> studies, PseudonymKey key, PanelStore store, int workers, ProgressLines progress)
    {
        var outcomes = new IngestOutcome[studies.Count];
        var order = Enumerable.Range(0, studies.Count).OrderByDescending(i => Size(studies[i].DataPath)).ToArray();
        Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(workers, 1) }, i =>
        {
            var outcome = outcomes[i] = Ingestion.Ingest(studies[i], studies[i].DataPath ?? "", key, store);
            var rows = outcome.Panel is { } panel ? $"{panel.Participants.Count} participants, {panel.Sessions.Count} sessions" : "refused";
            progress.Step("ingest", studies.Count, $"{outcome.Study}: {rows}");
        });
        return outcomes;
    }

    private static long Size(string? path) => path is not null && File.Exists(path) ? new FileInfo(path).Length : 0;
}
