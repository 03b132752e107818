using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd studies</c>: what a store holds.</summary>
internal static class StudiesCommand
{
    public static Command Create()
    {
        var store = Options.Store();
        var command = new Command("studies", "List the studies of a store with their newest versions") { store };
        command.SetAction(parsed => List(new PanelStore(parsed.GetRequiredValue(store).FullName)));
        return command;
    }

    private static int List(PanelStore store)
    {
        Console.Out.WriteLine("study,version,country,participants,sessions,alliance,symptom,synthetic,content");
        foreach (var manifest in store.List())
            Console.Out.WriteLine(
                $"{manifest.Facts.Study},{manifest.Version},{manifest.Facts.Country},{manifest.Participants},{manifest.Sessions},"
                + $"{manifest.Facts.Alliance.Instrument},{manifest.Facts.Symptom.Instrument},{(manifest.Facts.Synthetic ? "yes" : "no")},{manifest.ContentHash[..12]}");
        return ExitCode.Done;
    }
}
