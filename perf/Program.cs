using System.Globalization;

namespace IpdEngine.Perf;

/// <summary>Benchmarks against peers: both sides on the same data in one run, alternating; the ratio is the result.</summary>
internal static class Program
{
    private static readonly SortedDictionary<string, Func<string[], int>> s_benchmarks = new(StringComparer.Ordinal)
    {
        ["attacks"] = Faults.Attacks.AttackReport.Run,
        ["binary-readers"] = Readers.BinaryBenchmark.Run,
        ["bootstrap"] = BootstrapBenchmark.Run,
        ["multilevel"] = MultilevelBenchmark.Run,
        ["multilevel-lmm"] = MultilevelLmmBenchmark.Run,
        ["faults"] = Faults.FaultsReport.Run,
        ["fuzz"] = Fuzz.FuzzReport.Run,
        ["ingest"] = Ingest.IngestBenchmark.Run,
        ["null-corpus"] = Simulation.NullCorpusReport.Run,
        ["multivariate"] = MultivariateBenchmark.Run,
        ["patterns"] = PatternsBenchmark.Run,
        ["pool"] = PoolBenchmark.Run,
        ["pool-coverage"] = Simulation.PoolCoverageReport.Run,
        ["coverage"] = Simulation.CoverageReport.Run,
        ["stress"] = Simulation.StressReport.Run,
        ["uploads"] = Uploads.UploadReport.Run,
        ["store"] = StoreBenchmark.Run,
        ["reproduce"] = ReproduceBenchmark.Run,
        ["riclpm"] = RiclpmBenchmark.Run,
    };

    private static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (args.Length > 0 && s_benchmarks.TryGetValue(args[0], out var run))
            return run(args[1..]);
        Console.Error.WriteLine($"perf: found '{string.Join(' ', args)}', expected one of: {string.Join(", ", s_benchmarks.Keys)}");
        return 2;
    }
}
