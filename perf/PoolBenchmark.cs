using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage2;
using IpdEngine.Stage2.Multivariate;
using IpdEngine.Stage2.Sensitivity;
using IpdEngine.Stage2.Univariate;

namespace IpdEngine.Perf;

/// <summary>Pools of 17 studies beside metafor on the same effects: one outcome, leave-one-out, four outcomes with unstructured Sigma.</summary>
internal static class PoolBenchmark
{
    private const int Studies = 17;
    private const int Outcomes = 4;
    private static readonly string[] s_jobs = ["REML, guarded KH, Q-profile", "leave-one-out of it", "17 x 4 UN by REML"];

    internal static int Run(string[] args)
    {
        var vectors = Simulate();
        var effects = new EffectTable(vectors.Ids, [.. vectors.Y.Select(y => y[0])], [.. vectors.S.Select(s => s[0, 0])]);
        var fit = RandomEffects.Fit(effects, new PoolOptions()).Value;
        Console.WriteLine($"k = {Studies}; tau2 {fit.Tau2:G4}; microseconds, median of ours, mean of metafor's; one core");
        var path = Path.Combine(Path.GetTempPath(), $"pool-{Environment.ProcessId}.csv");
        File.WriteAllText(path, Csv(vectors));
        try
        {
            // Ours, theirs, ours again: the machine's mood shows as the difference of the two.
            for (var round = 0; round < 2; round++)
            {
                double[] ours =
                [
                    Median(() => RandomEffects.Fit(effects, new PoolOptions()), 2000),
                    Median(() => LeaveOneOut.Of(fit), 500),
                    Median(() => MultivariateRandomEffects.Fit(vectors, new PoolOptions()), 200),
                ];
                var theirs = MetaforSeconds(path);
                for (var i = 0; i < s_jobs.Length; i++)
                    Console.WriteLine($"{s_jobs[i],-30} {ours[i],10:F1} {theirs[i] * 1e6,12:F0}   ratio {theirs[i] * 1e6 / ours[i]:F0}");
            }
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static double Median(Func<object?> fit, int repetitions)
    {
        for (var i = 0; i < repetitions; i++)
            fit();
        var times = new double[repetitions];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            fit();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    private static double[] MetaforSeconds(string path)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "PoolBenchmark.R");
        using var process = Process.Start(new ProcessStartInfo("Rscript", [script, path]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Rscript ended with {process.ExitCode}: is R with metafor installed?");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(t => t.Length > 0).Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    // Four lags a study with sampling correlations of -.2 and .1, between-study standard deviations of .05.
    internal static EffectVectorTable Simulate()
    {
        var draw = new Philox(20, 1);
        List<double[]> y = [];
        List<double[,]> s = [];
        double[] means = [0.35, -0.1, 0.4, -0.1];
        for (var i = 0; i < Studies; i++)
        {
            var error = 0.015 + 0.05 * i / Studies;
            var common = draw.NextNormal();
            y.Add([.. means.Select(m => m + 0.03 * common + 0.04 * draw.NextNormal() + error * draw.NextNormal())]);
            var covariance = new double[Outcomes, Outcomes];
            for (var a = 0; a < Outcomes; a++)
                for (var b = 0; b < Outcomes; b++)
                    covariance[a, b] = error * error * (a == b ? 1 : (a + b) % 2 == 0 ? 0.1 : -0.2);
            s.Add(covariance);
        }

        return new EffectVectorTable([.. Enumerable.Range(0, Studies).Select(i => $"study{i:D2}")], ["aa", "sa", "ss", "as"], y, s);
    }

    internal static string Csv(EffectVectorTable table)
    {
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, Outcomes).Select(a => $"y{a}")));
        for (var a = 1; a <= Outcomes; a++)
            for (var b = 1; b <= a; b++)
                text.Append(CultureInfo.InvariantCulture, $",s{a}{b}");
        for (var i = 0; i < Studies; i++)
        {
            text.Append('\n').AppendJoin(',', table.Y[i]);
            for (var a = 0; a < Outcomes; a++)
                for (var b = 0; b <= a; b++)
                    text.Append(CultureInfo.InvariantCulture, $",{table.S[i][a, b]}");
        }

        return text.Append('\n').ToString();
    }
}
