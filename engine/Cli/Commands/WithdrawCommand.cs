using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd withdraw</c>: erases a study, or a participant from a study, and lists the runs that used it.</summary>
internal static class WithdrawCommand
{
    public static Command Create()
    {
        var study = new Argument<string>("study") { Description = "Study code" };
        var participant = new Option<string?>("--participant") { Description = "Pseudonym of one participant; the whole study where absent" };
        var store = Options.Store();
        var command = new Command("withdraw", "Erase a study or a participant from a store and leave a tombstone") { study, participant, store };
        command.SetAction(parsed => Withdraw(
            new PanelStore(parsed.GetRequiredValue(store).FullName), parsed.GetRequiredValue(study), parsed.GetValue(participant)));
        return command;
    }

    private static int Withdraw(PanelStore store, string study, string? participant)
    {
        try
        {
            var withdrawal = store.Withdraw(study, participant);
            Console.Out.WriteLine(
                $"{study}: {(participant is null ? "the study" : "one participant")} erased from {withdrawal.Versions.Count} version{(withdrawal.Versions.Count == 1 ? "" : "s")}; a tombstone keeps it out");
            foreach (var run in withdrawal.Runs)
                Console.Out.WriteLine($"run {run} used {study}: its results still rest on the withdrawn data; run it again");
            return ExitCode.Done;
        }
        catch (ArgumentException e)
        {
            throw new CommandException(e.Message);
        }
    }
}
