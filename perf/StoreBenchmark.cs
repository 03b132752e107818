using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using IpdEngine.Panel;
using IpdEngine.Panel.Store;

namespace IpdEngine.Perf;

/// <summary>Writing a study to the store and loading it, beside DuckDB's own Parquet on the same rows in the same run.</summary>
internal static class StoreBenchmark
{
    private const int SessionsEach = 10;

    internal static int Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("ipd-perf-store-").FullName;
        try
        {
            Measure(rows, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static void Measure(int rows, string folder)
    {
        var panel = Timed("build", rows, () => Build(rows));
        var store = new PanelStore(Path.Combine(folder, "store"));
        var source = new StudySource { RawHash = "00", RegistryHash = "00", Description = "" };
        Timed("store", rows, () => store.Add(panel, source));
        Timed("load", rows, () => store.Load("perf"));
        var file = Path.Combine(folder, "store", "studies", "perf", "0001.0", "sessions.parquet");
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        Execute(duck, $"create table t as select * from '{file}'");
        Timed("DuckDB write", rows, () => Execute(duck, $"copy t to '{Path.Combine(folder, "duck.parquet")}' (format parquet)"));
        Timed("DuckDB read", rows, () => Execute(duck, $"create table u as select * from '{file}'"));
    }

    private static StudyPanel Build(int rows)
    {
        var facts = new StudyFacts
        {
            Study = "perf",
            Synthetic = true,
            Alliance = new MeasureFacts("WAI-SR", "P", 1, 5, false, null),
            Symptom = new MeasureFacts("BDI-II", "P", 0, 63, false, null),
        };
        var builder = new StudyPanelBuilder(facts);
        for (var p = 0; p < rows / SessionsEach; p++)
        {
            // A pseudonym has 32 digits and falls anywhere in the order, as a keyed hash does.
            var code = builder.Participant($"{unchecked((ulong)(p + 1) * 0x9E3779B97F4A7C15):x16}{p:x16}");
            for (var s = 1; s <= SessionsEach; s++)
                builder.AddSession(code, s, 1 + (p * 7 + s * 3) % 49 / 12.0, (p * 13 + s) % 11 == 0 ? double.NaN : (p * 5 + s) % 64);
        }
        return builder.Build();
    }

    private static T Timed<T>(string what, int rows, Func<T> act)
    {
        var before = Settled();
        var watch = Stopwatch.StartNew();
        var result = act();
        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"{what,-13} {seconds,8:F3} s  {rows / seconds / 1e6,6:F2} M rows/s  peak +{(Peak() - before) / 1024.0,6:F0} MB");
        return result;
    }

    private static int Execute(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    /// <summary>Resident kilobytes after a collection, with Linux's high-water mark set back to them.</summary>
    private static long Settled()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Kilobytes("VmRSS:");
    }

    private static long Peak() => Kilobytes("VmHWM:");

    private static long Kilobytes(string name) =>
        long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
