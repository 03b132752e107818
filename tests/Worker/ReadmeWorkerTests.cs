using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IpdEngine.Intake.Example;
using IpdEngine.Panel.Store;
using IpdEngine.Perf.Faults;
using IpdEngine.Tests.DataPath;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.Worker;

/// <summary>What README tells whoever runs the worker, done as it stands there.</summary>
public sealed partial class ReadmeWorkerTests
{
    private const string Start = "dotnet run --project ingest/Worker -c Release -- ";

    [Fact]
    public async Task The_worker_of_README_starts_takes_a_trial_and_stores_it()
    {
        using var scratch = new ScratchFolder();
        ExampleCorpus.WriteTo(scratch["trials"]);
        await File.WriteAllTextAsync(scratch["trials/example.key"], ExampleCorpus.KeyText);
        var port = WorkerProcess.FreePort();
        var lines = Lines().Select(line => line.Replace("8080", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)).ToList();
        var start = Assert.Single(lines, line => line.StartsWith(Start, StringComparison.Ordinal));
        var commands = lines.Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 3, "expected README to ask for health, upload and list");

        using var worker = WorkerProcess.Run(scratch.Root, port, start[Start.Length..].TrimEnd('&', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var command in commands[..^1])
            Shell(scratch.Root, command);
        var store = new PanelStore(scratch["mystore"]);
        for (var wait = 0; wait < 600 && store.List().Count == 0; wait++)
            await Task.Delay(50);
        Assert.Contains("trial09", Shell(scratch.Root, commands[^1]), StringComparison.Ordinal);
        Assert.Equal("trial09", Assert.Single(store.List()).Facts.Study);
    }

    private static string[] Lines()
    {
        var readme = Repository.Read("README.md");
        var section = readme[readme.IndexOf("## Run the ingest worker", StringComparison.Ordinal)..];
        return ShellBlock().Match(section).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Shell(string folder, string command)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"'{command}' ended with {process.ExitCode}: {output}");
        return output;
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
