using System.Diagnostics;

namespace IpdEngine.Tests.DataPath;

/// <summary>The built <c>ipd</c> as a user runs it: a process of its own.</summary>
internal static class Ipd
{
    /// <summary>Runs a command in a folder.</summary>
    public static (int Code, string Output, string Errors) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IpdEngine.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("IPD_KEY");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
