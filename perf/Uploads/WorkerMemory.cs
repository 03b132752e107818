using System.Globalization;

namespace IpdEngine.Perf.Uploads;

/// <summary>The memory of another process, as Linux counts it, in megabytes.</summary>
internal static class WorkerMemory
{
    /// <summary>What it holds now; its peak is counted from here on.</summary>
    public static double Reset(int process)
    {
        File.WriteAllText($"/proc/{process}/clear_refs", "5");
        return Read(process, "VmRSS");
    }

    /// <summary>The most that it held since <see cref="Reset"/>.</summary>
    public static double Peak(int process) => Read(process, "VmHWM");

    private static double Read(int process, string name)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
