using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Formula;
using IpdEngine.Formula.Terms;
using IpdEngine.Numerics.Random;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Perf;

/// <summary>Nested and crossed mixed models beside lme4 and lmerTest on the same simulated rows, alternating; CPU time of both.</summary>
internal static class MultilevelLmmBenchmark
{
    private static readonly (string Name, string Formula, Func<DataFrame> Table, int Ours, int Theirs)[] s_jobs =
    [
        ("sessions in patients in therapists, 2,800 rows", "y ~ x * session + (session | patient) + (1 | therapist)", Nested, 40, 5),
        ("24 raters x 40 items, crossed, 960 rows", "y ~ x + (1 | rater) + (1 | item)", () => Crossed(24, 40, 40), 100, 10),
        ("1,000 persons x 300 items, 15 each, 15,000 rows", "y ~ x + (1 | rater) + (1 | item)", () => Crossed(1000, 300, 15), 3, 1),
    ];

    internal static int Run(string[] args)
    {
        Console.WriteLine("milliseconds of CPU, fit with Satterthwaite df (ours has no other); one core");
        var path = Path.Combine(Path.GetTempPath(), $"multilevel-lmm-{Environment.ProcessId}.csv");
        try
        {
            foreach (var job in s_jobs)
            {
                var (frame, formula) = (job.Table(), ModelFormula.Parse(job.Formula));
                File.WriteAllText(path, Csv(frame));
                for (var round = 0; round < 2; round++)
                {
                    var (ours, criterion) = Ours(formula, frame, job.Ours);
                    var theirs = Theirs(path, job.Formula, job.Theirs);
                    Console.WriteLine(
                        $"{job.Name,-50} {ours,8:F2}   lmer {1000 * theirs[0],7:F0} ratio {1000 * theirs[0] / ours,5:F0}   lmerTest {1000 * theirs[1],7:F0} ratio {1000 * theirs[1] / ours,5:F0}   REML {criterion:F6} and {theirs[2]:F6}");
                }
            }
        }
        finally
        {
            File.Delete(path);
        }

        return 0;
    }

    private static (double Milliseconds, double Criterion) Ours(ModelFormula formula, DataFrame frame, int repetitions)
    {
        var options = new LinearMixedOptions();
        var criterion = LinearMixedModel.Fit(formula, frame, options).Fit!.Criterion;
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var start = process.TotalProcessorTime;
        for (var i = 0; i < repetitions; i++)
            LinearMixedModel.Fit(formula, frame, options);
        process.Refresh();
        return ((process.TotalProcessorTime - start).TotalMilliseconds / repetitions, criterion);
    }

    private static double[] Theirs(string path, string formula, int repetitions)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "MultilevelLmmBenchmark.R");
        using var process = Process.Start(new ProcessStartInfo("Rscript", [script, path, formula, $"{repetitions}"]) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"Rscript ended with {process.ExitCode}: is R with lme4 and lmerTest installed?");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
    }

    private static string Csv(DataFrame frame)
    {
        var text = new StringBuilder().AppendJoin(',', frame.Columns.Select(c => c.Name)).Append('\n');
        for (var i = 0; i < frame.Rows; i++)
            text.AppendJoin(',', frame.Columns.Select(c => c.Numbers[i].ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        return text.ToString();
    }

    /// <summary>40 therapists with 10 patients each, 7 sessions: intercepts of both, slopes of patients.</summary>
    private static DataFrame Nested()
    {
        var random = new Philox(1, 1);
        var rows = new List<double[]>();
        for (var therapist = 0; therapist < 40; therapist++)
        {
            var t = 0.4 * random.NextNormal();
            for (var patient = 0; patient < 10; patient++)
            {
                var (intercept, slope) = (random.NextNormal(), 0.15 * random.NextNormal());
                for (var session = 1; session <= 7; session++)
                {
                    var x = random.NextNormal();
                    rows.Add([5 + t + intercept + (slope - 0.1) * session + 0.2 * x + random.NextNormal(), x, session, 10 * therapist + patient, therapist]);
                }
            }
        }

        return Table(rows, "y", "x", "session", "patient", "therapist");
    }

    /// <summary>Raters by items; each rater rates some of them, drawn at random.</summary>
    private static DataFrame Crossed(int raters, int items, int each)
    {
        var random = new Philox(2, (ulong)raters);
        double[] easy = [.. Enumerable.Range(0, items).Select(_ => 0.7 * random.NextNormal())];
        var rows = new List<double[]>();
        for (var rater = 0; rater < raters; rater++)
        {
            var mild = 0.5 * random.NextNormal();
            foreach (var item in Enumerable.Range(0, items).OrderBy(i => each == items ? i : random.NextUniform()).Take(each).ToList())
            {
                var x = random.NextNormal();
                rows.Add([3 + mild + easy[item] + 0.3 * x + random.NextNormal(), x, rater, item]);
            }
        }

        return Table(rows, "y", "x", "rater", "item");
    }

    private static DataFrame Table(List<double[]> rows, params string[] names) =>
        new([.. names.Select((name, k) => new DataColumn(name, [.. rows.Select(r => r[k])]))]);
}
