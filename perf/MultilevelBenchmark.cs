using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Numerics.Random;
using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Multilevel;
using IpdEngine.Stage1.Multilevel.LinearMixed;

namespace IpdEngine.Perf;

/// <summary>
/// The within-between and cross-level models beside lme4 on the same rows of one simulated study, from the rows' variables to the fit with Satterthwaite's degrees of
/// freedom (lmer alone has none); CPU time of both. Ours follows three starts of seven to the end, lmer its one: the line from one start is beside.
/// </summary>
internal static class MultilevelBenchmark
{
    private const int Persons = 300;
    private const int Repetitions = 15;
    private static readonly (string Name, int Theirs)[] s_jobs =
        [("main model, lmer", 0), ("cross-level model, lmer", 1), ("cross-level model from one start, lmer", 1), ("both with Satterthwaite df, lmerTest", 2)];

    private const int Fits = 400;

    internal static int Run(string[] args)
    {
        var study = new WithinBetween(Simulate(), new SessionWindow(1, 7));
        var rows = study.Rows(LagDirection.AllianceToSymptom);
        var (main, cross) = (study.Main(rows), study.CrossLevel(rows));
        Console.WriteLine($"{Persons} persons, {rows.Count} rows; CPU microseconds, means; one core");
        var path = Path.Combine(Path.GetTempPath(), $"multilevel-{Environment.ProcessId}.csv");
        File.WriteAllText(path, Csv(main, cross));
        try
        {
            // Ours, theirs, ours again: the machine's mood shows as the difference of the two.
            for (var round = 0; round < 2; round++)
            {
                double[] ours =
                [
                    Mean(() => MixedModel.Fit(study.Main(rows), true, out _)), Mean(() => MixedModel.Fit(study.CrossLevel(rows), true, out _)),
                    Mean(() => MixedModel.Fit(study.CrossLevel(rows), true, out _, searches: 1)),
                    Mean(() => (MixedModel.Fit(study.Main(rows), true, out _), MixedModel.Fit(study.CrossLevel(rows), true, out _))),
                ];
                var theirs = LmerSeconds(path);
                foreach (var ((name, peer), time) in s_jobs.Zip(ours))
                    Console.WriteLine($"{name,-40} {time,10:F0} {theirs[peer] * 1e6,12:F0}   ratio {theirs[peer] * 1e6 / time:F0}");
            }
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    // Processor time, not elapsed: the figure holds on a machine with other work. It includes compiler and collector threads.
    private static double Mean(Func<object?> fit)
    {
        for (var i = 0; i < 3 * Fits; i++)
            fit();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Fits; i++)
            fit();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Fits;
    }

    private static double[] LmerSeconds(string path)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "MultilevelBenchmark.R");
        using var process = Process.Start(new ProcessStartInfo("Rscript", [script, path, $"{Repetitions}"]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Rscript ended with {process.ExitCode}: is R with lme4 and lmerTest installed?");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static string Csv(MixedData main, MixedData cross)
    {
        var text = new StringBuilder("participant,y,x,lag_y,mean_alliance,mean_symptom,session,zA,zS\n");
        for (var g = 0; g < main.Groups; g++)
        {
            for (var i = main.GroupStarts[g]; i < main.GroupStarts[g + 1]; i++)
            {
                var m = main.FixedColumns.AsSpan(i * main.Fixed, main.Fixed);
                var c = cross.FixedColumns.AsSpan(i * cross.Fixed, cross.Fixed);
                text.AppendLine($"{g},{main.Response[i]:R},{m[1]:R},{m[2]:R},{m[3]:R},{m[4]:R},{m[5]:R},{c[2]:R},{c[3]:R}");
            }
        }

        return text.ToString();
    }

    /// <summary>A random-intercept cross-lagged process with scores missing at random and dropout after session 3.</summary>
    private static StudyPanel Simulate()
    {
        var measure = new MeasureFacts("simulated", "P", -100, 100, false, null);
        var builder = new StudyPanelBuilder(new StudyFacts { Study = "simulated", Synthetic = true, Alliance = measure, Symptom = measure });
        var random = new Philox(1, 0);
        for (var person = 0; person < Persons; person++)
        {
            var (trust, burden) = (random.NextNormal(), random.NextNormal());
            var (a, s) = (random.NextNormal(), random.NextNormal());
            var last = random.NextUniform() < 0.3 ? 3 + random.NextBelow(4) : 7;
            for (var t = 1; t <= last; t++)
            {
                builder.AddSession($"p{person:000}", t, Observed(random, trust + a), Observed(random, 5 - 0.3 * trust + burden + s));
                (a, s) = (0.35 * a - 0.08 * s + 0.9 * random.NextNormal(), 0.3 * s - 0.1 * a + 0.9 * random.NextNormal());
            }
        }

        return builder.Build();
    }

    private static double Observed(Philox random, double score) => random.NextUniform() < 0.05 ? double.NaN : score;
}
