using System.Diagnostics;
using System.Globalization;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multilevel;
using IpdEngine.Stage2.Multivariate;

namespace IpdEngine.Perf;

/// <summary>Multivariate and multilevel pools of 17 studies with 4 effects beside metafor: fits, and profile intervals of all ten components beside one of metafor's.</summary>
internal static class MultivariateBenchmark
{
    internal static int Run(string[] args)
    {
        var vectors = PoolBenchmark.Simulate();
        var path = Path.Combine(Path.GetTempPath(), $"multivariate-{Environment.ProcessId}.csv");
        File.WriteAllText(path, PoolBenchmark.Csv(vectors));
        try
        {
            Console.WriteLine("17 x 4; CPU milliseconds, ours the mean of many, metafor's of one; metafor's profile is that of one component of ten");
            // Ours, theirs, ours again: the machine's mood shows as the difference of the two.
            var first = Ours(vectors);
            var theirs = MetaforSeconds(path);
            foreach (var ours in new[] { first, Ours(vectors) })
            {
                Show("UN by REML, vector pool", ours[0], theirs[0]);
                Show("UN by REML, general model", ours[1], theirs[0]);
                Show("ten profile intervals", ours[2], theirs[1]);
                Show("three-level model by REML", ours[3], theirs[2]);
            }
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static double[] Ours(EffectVectorTable vectors)
    {
        var table = VectorEffects.From(vectors, BetweenStructure.UN);
        var nested = table with { Design = [DependentEffects.Intercept(table.K)], Random = RandomTerm.Nested("study", table.Random[0].Outer, "effect", table.Ids) };
        var fit = MultilevelModel.Fit(table, new MultilevelOptions()).Value;
        return
        [
            Cpu(() => MultivariateRandomEffects.Fit(vectors, new PoolOptions()), 300),
            Cpu(() => MultilevelModel.Fit(table, new MultilevelOptions()), 100),
            Cpu(() => ProfileIntervals.All(fit), 10),
            Cpu(() => MultilevelModel.Fit(nested, new MultilevelOptions()), 100),
        ];
    }

    private static double Cpu(Func<object?> job, int repetitions)
    {
        for (var i = 0; i < Math.Max(3, repetitions / 5); i++)
            job();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < repetitions; i++)
            job();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / repetitions;
    }

    private static double[] MetaforSeconds(string path)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "MultivariateBenchmark.R");
        using var process = Process.Start(new ProcessStartInfo("Rscript", [script, path]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Rscript ended with {process.ExitCode}: is R with metafor installed?");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(t => t.Length > 0).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    private static void Show(string job, double ours, double theirs) =>
        Console.WriteLine($"{job,-28} {ours,9:F2} ms   metafor {theirs * 1000,9:F0} ms   ratio {theirs * 1000 / ours:F0}");
}
