using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Cli.Plans;
using IpdEngine.Intake.Findings;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd run</c>: a pooled run over a store.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("plan") { Description = "The plan (YAML); every key has a default" };
        var store = Options.Store();
        var folder = Options.Out("Folder for the result files; an earlier run there is replaced");
        var workers = Options.Workers();
        var command = new Command("run", "Fit every model of a plan to every study, pool, and write the results") { file, store, folder, workers };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(file), new PanelStore(parsed.GetRequiredValue(store).FullName), parsed.GetRequiredValue(folder), parsed.GetValue(workers), cancellation)));
        return command;
    }

    private static int Run(FileInfo file, PanelStore store, DirectoryInfo folder, int workers, CancellationToken cancellation)
    {
        var log = new FindingLog(file.Name);
        var plan = PlanFile.Read(File.ReadAllText(file.FullName), log);
        FindingLines.Write("plan", log.ToList());
        if (plan is null)
            return ExitCode.NotDone;
        var manifests = store.List();
        if (manifests.Count == 0)
            throw new CommandException("found no study in the store, expected at least one: 'ipd ingest' brings them in");
        PlanNames.Require(plan, [.. manifests.Select(m => m.Facts)]);
        return new PooledRun(store, workers, new ProgressLines()) { Command = $"ipd run {file.Name}", Name = Path.GetFileNameWithoutExtension(file.Name) }
            .Write(plan, [.. manifests.Where(m => plan.Studies.Count == 0 || plan.Studies.Contains(m.Facts.Study))], [], folder.FullName, result => result, cancellation);
    }
}
