using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Numerics.Random;
using IpdEngine.Panel;
using IpdEngine.Stage1;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Perf;

/// <summary>
/// One seven-wave random-intercept cross-lagged panel model by FIML with robust errors, fit measures and standardised lags, beside lavaan and OpenMx on the
/// same simulated study: from the study in memory to the finished estimate, one thread.
/// </summary>
internal static class RiclpmBenchmark
{
    private const int Waves = 7;

    internal static int Run(string[] args)
    {
        var persons = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 300;
        var (study, csv) = Simulate(persons);
        var options = new PanelOptions { Sensitivity = false };
        var start = Stopwatch.GetTimestamp();
        var fit = PanelModel.Fit(study, "riclpm", options);
        var cold = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine($"{persons} persons, {csv.Patterns} patterns, {Waves} waves, status {fit.Status.Name}; CPU milliseconds, mean of 100 warm fits; first call {cold:F0} ms elapsed");
        var (data, syntax) = (Path.GetTempFileName(), Path.GetTempFileName());
        double Sd(string construct) => fit.Rows.Single(row => row.Component == "sd" && row.Term == construct).Estimate;
        File.WriteAllText(data, Csv(csv.Rows, Sd("alliance"), Sd("symptom")));
        File.WriteAllText(syntax, fit.Syntax);
        try
        {
            // Ours, theirs, then all again: the machine's mood shows as the difference of the two.
            for (var round = 0; round < 2; round++)
            {
                var ours = CpuMilliseconds(() => PanelModel.Fit(study, "riclpm", options));
                var withSensitivity = CpuMilliseconds(() => PanelModel.Fit(study, "riclpm", options with { Sensitivity = true }));
                var theirs = Peer("RiclpmBenchmark.R", data, syntax);
                var openMx = Peer("RiclpmOpenMx.R", data, syntax);
                var (total, other) = (1000 * theirs.Take(3).Sum(), 1000 * openMx.Take(3).Sum());
                Console.WriteLine(
                    $"ours {ours:F2} ms (with sensitivity fits {withSensitivity:F2}); lavaan {total:F0} ms (fit {1000 * theirs[0]:F0}, measures {1000 * theirs[1]:F0}, "
                    + $"standardised {1000 * theirs[2]:F0}); ratio {total / ours:F0}; logl {fit.Fit.Single(m => m.Key == "logl").Value:F8} and {theirs[3]:F8}");
                Console.WriteLine(
                    $"    OpenMx {other:F0} ms (fit with Hessian, no sandwich {1000 * openMx[0]:F0}, reference models {1000 * openMx[1]:F0}, "
                    + $"standardised {1000 * openMx[2]:F0}); ratio {other / ours:F0}; logl {openMx[3]:F8}");
            }
        }
        finally
        {
            File.Delete(data);
            File.Delete(syntax);
        }

        return 0;
    }

    // Processor time, not elapsed: the figure holds on a machine with other work. It includes compiler and collector threads.
    private static double CpuMilliseconds(Func<StudyEstimate> fit)
    {
        const int fits = 100;
        for (var i = 0; i < 60; i++)
            fit();
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < fits; i++)
            fit();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / fits;
    }

    private static double[] Peer(string script, string data, string syntax)
    {
        var start = new ProcessStartInfo("Rscript") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, script));
        start.ArgumentList.Add(data);
        start.ArgumentList.Add(syntax);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Rscript did not start");
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{script} ended with code {process.ExitCode}, expected a line of four numbers");
        return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
    }

    // A process with reciprocal lags, dropout and single missing scores; about 100 patterns for 300 persons.
    private static (StudyPanel Study, (List<double[]> Rows, int Patterns) Csv) Simulate(int persons)
    {
        var builder = new StudyPanelBuilder(new StudyFacts
        {
            Study = "benchmark",
            Synthetic = true,
            Alliance = new MeasureFacts("A", "P", -100, 100, false, null),
            Symptom = new MeasureFacts("S", "P", -100, 100, false, null),
        });
        List<double[]> rows = [];
        HashSet<string> patterns = [];
        for (var person = 0; person < persons; person++)
        {
            var stream = new Philox(2020, (ulong)person);
            var (ia, @is) = (stream.NextNormal(), stream.NextNormal());
            var (wa, ws) = (stream.NextNormal(), stream.NextNormal());
            var pattern = new StringBuilder();
            var row = new double[2 * Waves];
            var dropped = false;
            for (var t = 1; t <= Waves; t++)
            {
                if (t > 1)
                    (wa, ws) = (0.3 * wa - 0.1 * ws + 0.9 * stream.NextNormal(), 0.3 * ws - 0.1 * wa + 0.9 * stream.NextNormal());
                dropped |= t > 1 && stream.NextUniform() < 0.05;
                var a = dropped || stream.NextUniform() < 0.085 ? double.NaN : Math.Round(5 + 0.8 * ia + wa + 0.1 * t, 3);
                var s = dropped || stream.NextUniform() < 0.085 ? double.NaN : Math.Round(3 - 0.3 * ia + 0.7 * @is + ws - 0.1 * t, 3);
                builder.AddSession($"p{person:D5}", t, a, s);
                (row[2 * t - 2], row[2 * t - 1]) = (a, s);
                pattern.Append(double.IsNaN(a) ? '0' : '1').Append(double.IsNaN(s) ? '0' : '1');
            }

            patterns.Add(pattern.ToString());
            rows.Add(row);
        }

        return (builder.Build(), (rows, patterns.Count));
    }

    // In SDs of each construct, the metric of our own log L.
    private static string Csv(List<double[]> rows, double alliance, double symptom)
    {
        var text = new StringBuilder(string.Join(',', Enumerable.Range(1, Waves).SelectMany(t => new[] { $"a{t}", $"s{t}" }))).Append('\n');
        foreach (var row in rows)
            text.Append(string.Join(',', row.Select((value, column) => Cell(value / (column % 2 == 0 ? alliance : symptom))))).Append('\n');
        return text.ToString();
    }

    private static string Cell(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
