using System.Diagnostics;

namespace IpdEngine.Perf.Fuzz;

/// <summary>Runs mutations on all cores; each follows from its number alone.</summary>
internal static class FuzzRun
{
    private const int HangSeconds = 120;

    /// <summary>Runs the mutations from one number on.</summary>
    public static FuzzTally Of(long from, long count)
    {
        var tally = new FuzzTally();
        Into(tally, from, count, (_, _) => { }, _ => { });
        return tally;
    }

    /// <summary>Runs the mutations from one number on and counts them while it does.</summary>
    /// <param name="tally">Counts them.</param>
    /// <param name="from">The first number.</param>
    /// <param name="count">How many.</param>
    /// <param name="started">Told the worker and the number of each mutation before it runs, so that a crash can be traced.</param>
    /// <param name="hangs">Told a number that does not end; it does not return.</param>
    public static void Into(FuzzTally tally, long from, long count, Action<int, long> started, Action<long> hangs)
    {
        var (next, workers) = (from, Environment.ProcessorCount);
        var running = new (long Number, long Since)[workers];
        var folder = Directory.CreateTempSubdirectory("ipd-fuzz").FullName;
        using var watch = new Timer(_ =>
        {
            foreach (var (number, since) in running)
                if (since != 0 && Stopwatch.GetElapsedTime(since).TotalSeconds > HangSeconds)
                    hangs(number);
        }, null, HangSeconds * 1000, 10_000);
        try
        {
            var threads = Enumerable.Range(0, workers).Select(worker => new Thread(() =>
            {
                var one = new FuzzCase(Directory.CreateDirectory(Path.Combine(folder, $"{worker}")).FullName);
                for (long number; (number = Interlocked.Increment(ref next) - 1) < from + count;)
                {
                    running[worker] = (number, Stopwatch.GetTimestamp());
                    started(worker, number);
                    tally.Add(one.Run(number));
                }
                running[worker] = default;
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
