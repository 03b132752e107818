using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Panel.Export;
using IpdEngine.Panel.Store;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd export</c>: a stored study as a table for other programs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var study = new Argument<string>("study") { Description = "Study code" };
        var store = Options.Store();
        var format = new Option<string>("--format") { Description = "csv or parquet", DefaultValueFactory = _ => "csv" }.AcceptOnlyFromAmong("csv", "parquet");
        var layout = new Option<string>("--layout") { Description = "long (a row a session) or wide (a row a participant)", DefaultValueFactory = _ => "long" }
            .AcceptOnlyFromAmong("long", "wide");
        var file = new Option<FileInfo?>("--out") { Description = "File to write; stdout where absent" };
        var command = new Command("export", "Write a stored study as CSV or Parquet, with pseudonyms") { study, store, format, layout, file };
        command.SetAction(parsed => Export(
            new PanelStore(parsed.GetRequiredValue(store).FullName), parsed.GetRequiredValue(study),
            parsed.GetValue(format) == "csv" ? ExportFormat.Csv : ExportFormat.Parquet,
            parsed.GetValue(layout) == "long" ? ExportLayout.Long : ExportLayout.Wide, parsed.GetValue(file)));
        return command;
    }

    private static int Export(PanelStore store, string study, ExportFormat format, ExportLayout layout, FileInfo? file)
    {
        if (store.List().All(m => m.Facts.Study != study))
            throw new CommandException($"found no study '{study}' in the store, expected one of: {string.Join(", ", store.List().Select(m => m.Facts.Study))}");
        // Parquet is written from its end backwards, so a pipe takes it from memory.
        using var buffer = new MemoryStream();
        StudyExport.Write(buffer, store.Load(study), format, layout);
        buffer.Position = 0;
        using var target = file is null ? Console.OpenStandardOutput() : File.Create(file.FullName);
        buffer.CopyTo(target);
        return ExitCode.Done;
    }
}
