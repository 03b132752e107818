using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Mapping;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd check</c>: everything that ingest does, but storing.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("study") { Description = "A study description (YAML); its data file stands beside it" };
        var command = new Command("check", "Read, map, score and check a study without storing it") { file };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(file)));
        return command;
    }

    private static int Check(FileInfo file)
    {
        var study = StudyFile.Load(file.FullName);
        // Nothing is stored, so the pseudonyms need no secret.
        var outcome = Ingestion.Check(study, study.DataPath ?? "", PseudonymKey.FromText("a dry run keeps no pseudonym, so this key is no secret"));
        FindingLines.Write(outcome.Study, outcome.Findings);
        Console.Out.WriteLine(outcome.Panel is { } panel
            ? $"{outcome.Study}: would be stored: {panel.Participants.Count} participants, {panel.Sessions.Count} sessions; {FindingLines.Summary(outcome.Findings)}"
            : $"{outcome.Study}: would be refused; {FindingLines.Summary(outcome.Findings)}");
        return outcome.IsRefused ? ExitCode.DoneWithErrors : ExitCode.Done;
    }
}
