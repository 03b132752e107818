using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Mutations of real files of every format through ingest: what became of them, and how much of its code they reached.</summary>
internal static class FuzzReport
{
    private const long MostHeap = 1L << 30;
    private const int MostWorkers = 256;
    private const int SoFar = 100_000;

    /// <summary>Arguments: how many, a million otherwise; <c>--from N</c> for the first number.</summary>
    public static int Run(string[] args)
    {
        if (args is ["child", var first, var number, var progress])
            return Child(Number(first), Number(number), progress);
        var count = args.Length > 0 ? Number(args[0]) : 1_000_000;
        var from = args is [_, "--from", var start] ? Number(start) : 0;
        var crashed = Campaign(from, count);
        if (crashed == 0)
            Console.WriteLine(FuzzCoverage.Table(from, count));
        return crashed;
    }

    // In a process of its own whose heap is bounded: a crash or memory without bound ends it, and the numbers that were running are known.
    private static int Campaign(long from, long count)
    {
        var progress = Path.GetTempFileName();
        File.WriteAllBytes(progress, new byte[MostWorkers * sizeof(long)]);
        try
        {
            var start = new ProcessStartInfo("dotnet", [typeof(FuzzReport).Assembly.Location, "fuzz", "child", Text(from), Text(count), progress]);
            start.Environment["DOTNET_GCHeapHardLimit"] = MostHeap.ToString("x", CultureInfo.InvariantCulture);
            using var child = Process.Start(start)!;
            child.WaitForExit();
            if (child.ExitCode is 0 or 1)
                return child.ExitCode;
            var running = File.ReadAllBytes(progress).Chunk(sizeof(long)).Select(bytes => BitConverter.ToInt64(bytes)).Where(number => number != 0).Select(number => number - 1);
            Console.WriteLine($"The process ended with {child.ExitCode} while these mutations ran: {string.Join(", ", running)}");
            return 1;
        }
        finally
        {
            File.Delete(progress);
        }
    }

    private static int Child(long from, long count, string progress)
    {
        using var file = MemoryMappedFile.CreateFromFile(progress, FileMode.Open);
        using var view = file.CreateViewAccessor();
        var (clock, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var tally = new FuzzTally();
        FuzzRun.Into(tally, from, count, (worker, number) =>
        {
            view.Write(worker * sizeof(long), number + 1);
            if (number > from && (number - from) % SoFar == 0)
                Console.Error.WriteLine($"so far:\n{tally.Table()}");
        }, number =>
        {
            Console.WriteLine($"mutation {number} does not end");
            Environment.Exit(3);
        });
        var process = Process.GetCurrentProcess();
        Console.WriteLine(tally.Table());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tally.Count:N0} mutations of {FuzzSeed.All().Count} files, {Environment.ProcessorCount} workers: {Stopwatch.GetElapsedTime(clock).TotalSeconds:F0} s, {(process.TotalProcessorTime - cpu).TotalSeconds:F0} s of CPU, peak {process.PeakWorkingSet64 >> 20} MB (heap bounded at {MostHeap >> 20} MB). No crash, no hang, {tally.Faulty} faults."));
        Console.WriteLine();
        foreach (var fault in tally.Faults)
            Console.WriteLine($"- {fault}");
        return tally.Faulty == 0 ? 0 : 1;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
