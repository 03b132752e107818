using System.Text.RegularExpressions;
using IpdEngine.Tests.Walls;
using Xunit;

namespace IpdEngine.Tests.DataPath;

/// <summary>What README tells a user to type works as it stands there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string s_readme = Repository.Read("README.md");

    [Fact]
    public void Every_ipd_command_of_README_ends_well_in_the_order_given()
    {
        using var folder = new ScratchFolder();
        var commands = ShellLines().Where(l => l.StartsWith("ipd ", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count >= 8, $"found {commands.Count} ipd commands in README, expected at least one for each command of the program");
        foreach (var command in commands)
        {
            var (code, output, errors) = Ipd.Run(folder.Root, Words(command)[1..]);
            Assert.True(code == 0, $"'{command}' ended with {code}\n{output}\n{errors}");
        }
        Assert.True(File.Exists(folder["example/report.html"]) && File.Exists(folder["pooled/report.html"]) && File.Exists(folder["trial09.csv"]));
        Assert.Contains("duplicate-identical", File.ReadAllText(folder["pooled/report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_main_job_and_the_test_command_are_the_ones_that_run()
    {
        var lines = ShellLines().ToList();
        Assert.Contains("dotnet run --project engine/Cli -c Release -- reproduce --out results/example", lines);
        var test = lines.Single(l => l.StartsWith("dotnet test", StringComparison.Ordinal));
        Assert.Contains($"\n{test}\n", Repository.Read(".ci/run"), StringComparison.Ordinal);
        var setUp = lines.Where(l => l.StartsWith("dotnet restore", StringComparison.Ordinal) || l.StartsWith("dotnet build", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, setUp.Count);
        Assert.All(setUp, line => Assert.Contains(line, Repository.Read(".ci/run"), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_command_of_the_program_is_in_README()
    {
        using var folder = new ScratchFolder();
        var help = Ipd.Run(folder.Root, "--help").Output;
        var commands = HelpCommand().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(ShellLines(), line => line.StartsWith($"ipd {command}", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ShellLines() =>
        ShellBlock().Matches(s_readme).SelectMany(b => b.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>The words of a command as a shell cuts them: at blanks, but not within single quotes.</summary>
    private static string[] Words(string command) => [.. Word().Matches(command).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Value)];

    [GeneratedRegex(@"'(?<quoted>[^']*)'|\S+")]
    private static partial Regex Word();

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"^  ([a-z]+)\b", RegexOptions.Multiline)]
    private static partial Regex HelpCommand();
}
