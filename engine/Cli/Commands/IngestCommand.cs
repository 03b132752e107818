using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Intake.Description;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd ingest</c>: studies into a store, several at once.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var files = new Argument<FileInfo[]>("studies") { Description = "Study descriptions (YAML); each data file stands beside its description", Arity = ArgumentArity.OneOrMore };
        var store = Options.Store();
        var key = Options.Key();
        var workers = Options.Workers();
        var command = new Command("ingest", "Check, score, pseudonymise and store studies") { files, store, key, workers };
        command.SetAction(parsed => Ingest(
            [.. parsed.GetRequiredValue(files).Select(f => StudyFile.Load(f.FullName))],
            new PanelStore(parsed.GetRequiredValue(store).FullName), parsed.GetValue(key), parsed.GetValue(workers)));
        return command;
    }

    private static int Ingest(IReadOnlyList<StudyFile> studies, PanelStore store, FileInfo? key, int workers)
    {
        var outcomes = IngestRun.Of(studies, Keys.Read(key), store, workers, new ProgressLines());
        foreach (var outcome in outcomes)
            FindingLines.Write(outcome.Study, outcome.Findings);
        foreach (var outcome in outcomes)
            Console.Out.WriteLine(outcome.Stored is { } stored
                ? $"{outcome.Study}: {(outcome.IsNew ? "stored as" : "unchanged, already stored as")} version {stored.Version}: {stored.Participants} participants, {stored.Sessions} sessions; {FindingLines.Summary(outcome.Findings)}"
                : $"{outcome.Study}: refused; {FindingLines.Summary(outcome.Findings)}");
        return outcomes.Any(o => o.IsRefused) ? ExitCode.DoneWithErrors : ExitCode.Done;
    }
}
