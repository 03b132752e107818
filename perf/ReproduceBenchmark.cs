using System.Diagnostics;
using System.Globalization;

namespace IpdEngine.Perf;

/// <summary>The built <c>ipd reproduce</c> as a cold process, from 17 raw files to the report, beside lavaan fitting its RI-CLPMs to the same scores.</summary>
internal static class ReproduceBenchmark
{
    private const int Rounds = 5;

    public static int Run(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var folder = Directory.CreateTempSubdirectory("ipd-reproduce-perf").FullName;
        try
        {
            var (two, one) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                two.Add(Seconds("dotnet", Path.Combine(AppContext.BaseDirectory, "IpdEngine.Cli.dll"), "reproduce", "--out", Path.Combine(folder, "two")));
                one.Add(Seconds("dotnet", Path.Combine(AppContext.BaseDirectory, "IpdEngine.Cli.dll"), "reproduce", "--out", Path.Combine(folder, "one"), "--workers", "1"));
            }
            var lavaan = Seconds("Rscript", Path.Combine(AppContext.BaseDirectory, "ReproduceBenchmark.R"), Scores());
            Print($"ipd reproduce, {Environment.ProcessorCount} workers", Median(two));
            Print("ipd reproduce, 1 worker", Median(one));
            Print("lavaan, 17 RI-CLPMs alone", lavaan);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {lavaan / Median(two):F1}"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(string what, double seconds) => Console.WriteLine($"{what,-32} {seconds,8:F2} s");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Scores()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IpdEngine.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "tests", "References", "corpus", "expected_sessions.csv");
    }

    private static double Seconds(string program, params string[] arguments)
    {
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(clock).TotalSeconds
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }
}
