using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Intake.Quality;
using IpdEngine.Intake.Quality.Files;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd quality</c>: how good the data of a stored study are.</summary>
internal static class QualityCommand
{
    public static Command Create()
    {
        var study = new Argument<string>("study") { Description = "Study code" };
        var store = Options.Store();
        var folder = Options.Out("Folder for quality.html, quality.json, codebook.html and the tables");
        var version = new Option<int?>("--version") { Description = "Version of the study; the newest where absent" };
        var unmasked = new Option<bool>("--unmasked") { Description = "Every count and the participants of implausible changes: for data managers alone" };
        var command = new Command("quality", "Report the data quality of a stored study: completeness, distributions, reliability, jumps, codebook") { study, store, folder, version, unmasked };
        command.SetAction(parsed => Report(new PanelStore(parsed.GetRequiredValue(store).FullName), parsed.GetRequiredValue(study), parsed.GetValue(version), parsed.GetValue(unmasked), parsed.GetRequiredValue(folder)));
        return command;
    }

    private static int Report(PanelStore store, string study, int? version, bool unmasked, DirectoryInfo folder)
    {
        StudyQuality quality;
        try
        {
            quality = StudyQuality.Of(store, study, version);
        }
        catch (ArgumentException e)
        {
            throw CommandException.Of(e);
        }
        QualityFiles.Write(unmasked ? quality : quality.Masked(), folder.FullName);
        Console.Out.WriteLine($"{quality.Study}: quality of version {quality.Version} is in {Path.Combine(folder.FullName, "quality.html")}");
        return ExitCode.Done;
    }
}
