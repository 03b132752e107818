using System.Diagnostics;
using System.Globalization;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;

namespace IpdEngine.Perf.Readers;

/// <summary>Reading SPSS and Stata files beside haven: the same files, alternating, medians.</summary>
internal static class BinaryBenchmark
{
    private const int Rounds = 3;

    /// <summary>Optional argument: rows, a million otherwise.</summary>
    public static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("ipd-readers").FullName;
        try
        {
            Rscript("make.R", folder, rows.ToString(CultureInfo.InvariantCulture));
            Console.WriteLine($"{"file",-14} {"MB",6} {"rows/s",12} {"haven rows/s",13} {"wall",7} {"cpu",7}   ({rows} rows, medians of {Rounds})");
            foreach (var file in new[] { "sessions.sav", "sessions.zsav", "sessions.dta" })
                Compare(Path.Combine(folder, file), rows);
            Console.WriteLine($"peak memory of this process: {Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024)} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string path, int rows)
    {
        var (ours, theirs) = (new List<(double Wall, double Cpu)>(), new List<(double Wall, double Cpu)>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Read(path, rows));
            var times = Rscript("read.R", path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            theirs.Add((times[0], times[1]));
        }
        var (us, them) = (Median(ours, t => t.Wall), Median(theirs, t => t.Wall));
        Console.WriteLine($"{Path.GetFileName(path),-14} {new FileInfo(path).Length / 1e6,6:F0} {rows / us,12:N0} {rows / them,13:N0} {them / us,6:F1}x {Median(theirs, t => t.Cpu) / Median(ours, t => t.Cpu),6:F1}x");
    }

    private static (double Wall, double Cpu) Read(string path, int rows)
    {
        var (clock, cpu) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var options = new ReadOptions();
        var file = TableReader.Open(path, options);
        using var table = TableReader.OpenTable(path, file, file.Sheets[0], options).Table!;
        var batch = table.CreateBatch();
        var (read, sum) = (0L, 0.0);
        while (table.Read(batch))
        {
            read += batch.Count;
            for (var row = 0; row < batch.Count; row++)
                for (var column = 0; column < batch.Columns; column++)
                    sum += batch.Cell(row, column) is { Kind: RawKind.Number } cell ? cell.Number : 0;
        }
        if (read != rows || double.IsNaN(sum))
            throw new InvalidOperationException($"found {read} rows with sum {sum}, expected {rows}");
        return (Stopwatch.GetElapsedTime(clock).TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    private static double Median(List<(double Wall, double Cpu)> times, Func<(double Wall, double Cpu), double> of) => times.Select(of).Order().ElementAt(times.Count / 2);

    private static string Rscript(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("Rscript") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Readers", script));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"Rscript {script} ended with {process.ExitCode}");
    }
}
