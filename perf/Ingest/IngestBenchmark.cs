using System.Diagnostics;
using System.Globalization;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Mapping;
using IpdEngine.Intake.Readers;
using IpdEngine.Intake.Readers.Opening;
using IpdEngine.Panel.Store;

namespace IpdEngine.Perf.Ingest;

/// <summary>A long CSV of sessions into the Parquet store, beside data.table: reading alone, and all of ingest in a process of its own whose peak
/// memory counts.</summary>
internal static class IngestBenchmark
{
    private const int Rounds = 3;

    /// <summary>Optional argument: rows, a million otherwise.</summary>
    public static int Run(string[] args)
    {
        if (args is ["alone", var only])
            return Alone(only);
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("ipd-ingest").FullName;
        try
        {
            var description = SessionFile.Write(folder, rows);
            var data = Path.Combine(folder, "sessions.csv");
            var megabytes = new FileInfo(data).Length / 1e6;
            var (reading, fread, ingest, table) = (new List<double>(), new List<double>(), new List<double[]>(), new List<double[]>());
            for (var round = 0; round < Rounds; round++)
            {
                reading.Add(Read(data, rows));
                fread.Add(Start("Rscript", Path.Combine(AppContext.BaseDirectory, "Ingest", "fread.R"), data)[0]);
                ingest.Add(Start("dotnet", typeof(IngestBenchmark).Assembly.Location, "ingest", "alone", description));
                table.Add(Start("Rscript", Path.Combine(AppContext.BaseDirectory, "Ingest", "datatable.R"), data,
                    Path.Combine(folder, "sessions.rds")));
            }
            Console.WriteLine($"{rows} rows, {megabytes:F0} MB, medians of {Rounds}, {Environment.ProcessorCount} cores");
            Console.WriteLine($"{"reading",-34} {Median(reading, s => s),7:F2} s {megabytes / Median(reading, s => s),6:F0} MB/s {rows / Median(reading, s => s),12:N0} rows/s");
            Console.WriteLine($"{"fread",-34} {Median(fread, s => s),7:F2} s {megabytes / Median(fread, s => s),6:F0} MB/s {rows / Median(fread, s => s),12:N0} rows/s");
            Console.WriteLine($"{"CSV to Parquet, own process",-34} {Median(ingest, r => r[0]),7:F2} s, peak {Median(ingest, r => r[1]),5:F0} MB");
            Console.WriteLine($"{"data.table: fread, order, saveRDS",-34} {Median(table, r => r[0]),7:F2} s, peak {Median(table, r => r[1]),5:F0} MB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What `ipd ingest` does with the file: seconds and the peak of the process' memory in megabytes, on one line.
    private static int Alone(string description)
    {
        var clock = Stopwatch.GetTimestamp();
        var file = StudyFile.Load(description);
        var store = new PanelStore(Directory.CreateDirectory(Path.Combine(file.Directory!, $"store-{Environment.ProcessId}")).FullName);
        var outcome = Ingestion.Ingest(file, file.DataPath!, PseudonymKey.FromText("a key for the benchmark only"), store);
        if (outcome.Stored is null)
            throw new InvalidOperationException(string.Join("; ", outcome.Findings));
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{seconds:F3} {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F1}"));
        return 0;
    }

    private static double Read(string path, int rows)
    {
        var clock = Stopwatch.GetTimestamp();
        var options = new ReadOptions();
        var file = TableReader.Open(path, options);
        using var table = TableReader.OpenTable(path, file, "", options).Table!;
        var batch = table.CreateBatch();
        var (read, numbers) = (0L, 0L);
        while (table.Read(batch))
        {
            read += batch.Count;
            for (var row = 0; row < batch.Count; row++)
                for (var column = 0; column < batch.Columns; column++)
                    numbers += NumberText.Read(batch.Text(batch.Cell(row, column)), '.', out _) == NumberReading.Number ? 1 : 0;
        }
        if (read != rows || numbers < 7L * rows)
            throw new InvalidOperationException($"found {read} rows and {numbers} numbers, expected {rows} and 7 to 8 a row");
        return Stopwatch.GetElapsedTime(clock).TotalSeconds;
    }

    private static double Median<T>(List<T> values, Func<T, double> of) => values.Select(of).Order().ElementAt(values.Count / 2);

    // Runs a program whose last line of output is numbers.
    private static double[] Start(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return [.. last.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }
}
