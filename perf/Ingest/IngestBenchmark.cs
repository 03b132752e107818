using System.Diagnostics;
using System.Globalization;
using IpdEngine.Intake;
using IpdEngine.Intake.Description;
using IpdEngine.Intake.Mapping;
using IpdEngine.Panel.Store;

namespace IpdEngine.Perf.Ingest;

/// <summary>
/// A long or wide CSV of sessions into the store, each job in a process of its own, alternating: ours checks, scores, pseudonymises, hashes and stores durably; data.table and
/// DuckDB read, reshape, sort and write the same two tables.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 3;

    /// <summary>Optional arguments: rows (a million otherwise), <c>wide</c>, number of rounds.</summary>
    public static int Run(string[] args)
    {
        if (args is ["alone", var only])
            return Alone(only);
        if (args is ["duckdb", var file, var to, var form])
            return DuckDbIngest.Run(file, to, form);
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var layout = args.Contains("wide") ? "wide" : "long";
        var rounds = args.Length > 1 && int.TryParse(args[^1], CultureInfo.InvariantCulture, out var given) ? given : Rounds;
        var folder = Directory.CreateTempSubdirectory("ipd-ingest").FullName;
        try
        {
            var description = SessionFile.Write(folder, rows, layout);
            var data = Path.Combine(folder, "sessions.csv");
            var (program, script) = (typeof(IngestBenchmark).Assembly.Location, Path.Combine(AppContext.BaseDirectory, "Ingest", "datatable.R"));
            (string Name, Func<IngestCost> Run, List<IngestCost> Costs)[] jobs =
            [
                ("ours: CSV to store", () => IngestCost.Of("dotnet", program, "ingest", "alone", description), []),
                ("data.table, saveRDS", () => IngestCost.Of("Rscript", script, data, Path.Combine(folder, "sessions.rds"), layout, "TRUE"), []),
                ("data.table, saveRDS(compress = FALSE)", () => IngestCost.Of("Rscript", script, data, Path.Combine(folder, "sessions.rds"), layout, "FALSE"), []),
                ("DuckDB, Parquet", () => IngestCost.Of("dotnet", program, "ingest", "duckdb", data, folder, layout), []),
            ];
            for (var round = 0; round < rounds; round++)
                foreach (var job in jobs)
                    job.Costs.Add(job.Run());
            Console.WriteLine($"{rows} sessions, {layout}, {new FileInfo(data).Length / 1e6:F0} MB, medians of {rounds}, {Environment.ProcessorCount} cores");
            foreach (var (name, _, costs) in jobs)
                if (IngestCost.Median(costs) is var cost)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-38} {cost.Seconds,7:F2} s elapsed {cost.Cpu,7:F2} s CPU, peak {cost.Peak,5:F0} MB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // What `ipd ingest` does with the file.
    private static int Alone(string description)
    {
        var clock = Stopwatch.GetTimestamp();
        var file = StudyFile.Load(description);
        var folder = Directory.CreateDirectory(Path.Combine(file.Directory!, $"store-{Environment.ProcessId}")).FullName;
        var outcome = Ingestion.Ingest(file, file.DataPath!, PseudonymKey.FromText("a key for the benchmark only"), new PanelStore(folder));
        if (outcome.Stored is null)
            throw new InvalidOperationException(string.Join("; ", outcome.Findings));
        IngestCost.Print(clock);
        Directory.Delete(folder, recursive: true);
        return 0;
    }
}
