using System.CommandLine;
using System.Diagnostics;
using IpdEngine.Cli.Output;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.TwoStage;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd reproduce</c>: the main job on the example corpus, or on another folder of files with the same names.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        var corpus = new Option<DirectoryInfo?>("--corpus") { Description = "Another folder with data files of the same names; the embedded synthetic corpus where absent" };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder for the result files", DefaultValueFactory = _ => new("results/example") };
        var store = new Option<DirectoryInfo?>("--store") { Description = "Keep the store in this folder; a temporary one where absent" };
        var copy = new Option<DirectoryInfo?>("--copy-corpus") { Description = "Also write the corpus with its study descriptions, key and a plan to this folder" };
        var workers = Options.Workers();
        var command = new Command("reproduce", "Ingest the 17 synthetic example trials, fit, pool, and write the report with its table of claims")
        {
            corpus, folder, store, copy, workers,
        };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(copy) is { } target)
                ExampleFolder.Write(target.FullName);
            return Task.FromResult(Reproduce(
                parsed.GetValue(corpus), parsed.GetRequiredValue(folder), parsed.GetValue(store), parsed.GetValue(workers), cancellation));
        });
        return command;
    }

    private static int Reproduce(DirectoryInfo? corpus, DirectoryInfo folder, DirectoryInfo? kept, int workers, CancellationToken cancellation)
    {
        if (corpus is { Exists: false })
            throw new CommandException($"found no folder '{corpus}', expected the folder of the trials' data files");
        var scratch = Directory.CreateTempSubdirectory("ipd-reproduce-");
        try
        {
            var clock = Stopwatch.StartNew();
            var studies = corpus is null ? ExampleCorpus.WriteTo(Path.Combine(scratch.FullName, "trials")) : ExampleCorpus.In(corpus.FullName);
            var store = new PanelStore(kept?.FullName ?? Path.Combine(scratch.FullName, "store"));
            var progress = new ProgressLines();
            var outcomes = IngestRun.Of(studies, ExampleCorpus.Key, store, workers, progress);
            foreach (var refused in outcomes.Where(o => o.IsRefused))
                FindingLines.Write(refused.Study, refused.Findings);

            var plan = new Plan();
            var run = new PooledRun(store, workers, progress)
            {
                Command = "ipd reproduce",
                Name = "reproduce",
                Before = [new("ingest", clock.Elapsed.TotalSeconds)],
                RefusedFindings = [.. outcomes.Where(o => o.IsRefused).SelectMany(o => FindingCounts.Of(o.Study, o.Findings))],
            };
            IReadOnlyList<StudyRecord> refusals =
            [
                .. from outcome in outcomes
                   where outcome.IsRefused
                   select new StudyRecord(outcome.Facts!, "", 0, 0, 0, 0, $"refused at ingest: {outcome.Findings[0].Code}: found {outcome.Findings[0].Found}"),
            ];
            return run.Write(
                plan, [.. outcomes.Select(o => o.Stored).OfType<StudyManifest>()], refusals, folder.FullName,
                result => result with { Claims = [ClaimTable.Corpus(result.Studies, plan.Window, outcomes.Count(o => !o.IsRefused), studies.Count), .. result.Claims] },
                cancellation);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
