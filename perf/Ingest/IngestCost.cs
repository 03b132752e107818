using System.Diagnostics;
using System.Globalization;

namespace IpdEngine.Perf.Ingest;

/// <summary>What a job took in a process of its own.</summary>
/// <param name="Seconds">Elapsed.</param>
/// <param name="Cpu">Of CPU, all threads.</param>
/// <param name="Peak">Most memory, in megabytes.</param>
internal sealed record IngestCost(double Seconds, double Cpu, double Peak)
{
    /// <summary>Prints the cost of this process since a time stamp on a line of its own.</summary>
    public static void Print(long since)
    {
        var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Stopwatch.GetElapsedTime(since).TotalSeconds:F3} {process.TotalProcessorTime.TotalSeconds:F3} {process.PeakWorkingSet64 / 1048576.0:F1}"));
    }

    /// <summary>Runs a program whose last line of output is its cost.</summary>
    public static IngestCost Of(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        var numbers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new IngestCost(Number(numbers[0]), Number(numbers[1]), Number(numbers[2]));
    }

    /// <summary>Median of each, and the most memory.</summary>
    public static IngestCost Median(IReadOnlyList<IngestCost> costs) =>
        new(Middle(costs.Select(cost => cost.Seconds)), Middle(costs.Select(cost => cost.Cpu)), costs.Max(cost => cost.Peak));

    private static double Middle(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
