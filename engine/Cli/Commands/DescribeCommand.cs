using System.CommandLine;
using IpdEngine.Cli.Output;
using IpdEngine.Intake.Drafting;

namespace IpdEngine.Cli.Commands;

/// <summary><c>ipd describe</c>: drafts a study description from a data file.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A data file: SPSS, Stata, Excel, delimited text or Parquet" };
        var command = new Command("describe", "Draft a study description from a data file; every guess says how sure it is") { file };
        command.SetAction(parsed =>
        {
            var data = parsed.GetRequiredValue(file);
            var draft = Draft.Describe(data.FullName);
            FindingLines.Write(data.Name, draft.Findings);
            if (draft.Text is null)
                return ExitCode.NotDone;
            Console.Out.Write(draft.Text);
            return ExitCode.Done;
        });
        return command;
    }
}
