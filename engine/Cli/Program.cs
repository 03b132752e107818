using System.CommandLine;
using System.Globalization;
using System.Text;
using IpdEngine.Cli.Commands;
using IpdEngine.Cli.Output;
using IpdEngine.Panel;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var root = new RootCommand("Two-stage IPD meta-analysis of alliance and symptoms: raw trial files in, pooled lags and a report out.")
{
    ReproduceCommand.Create(),
    DescribeCommand.Create(),
    CheckCommand.Create(),
    IngestCommand.Create(),
    StudiesCommand.Create(),
    ExportCommand.Create(),
    QualityCommand.Create(),
    WithdrawCommand.Create(),
    RunCommand.Create(),
    PoolCommand.Create(),
    LmmCommand.Create(),
    FitCommand.Create(),
};
var parsed = root.Parse(args);
try
{
    var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    return parsed.Errors.Count > 0 ? ExitCode.NotDone : code;
}
catch (Exception e) when (e is CommandException or BrokenStoreException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"ipd: {e.Message}");
    return ExitCode.NotDone;
}
