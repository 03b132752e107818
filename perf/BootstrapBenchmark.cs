using System.Diagnostics;
using System.Globalization;
using System.Text;
using IpdEngine.Panel;
using IpdEngine.Panel.Waves;
using IpdEngine.Stage1.Panels;
using IpdEngine.Stage1.Sem.Bootstrap;

namespace IpdEngine.Perf;

/// <summary>
/// The bootstrap of every corpus trial's RI-CLPM (FIML, equal lags), all cores, beside lavaan's on three of them: lavaan draws a few, the rest is
/// extrapolated by its time a draw.
/// </summary>
internal static class BootstrapBenchmark
{
    private const int LavaanDraws = 4;
    private static readonly string[] s_beside = ["trial13", "trial09", "trial05"];

    internal static int Run(string[] args)
    {
        var draws = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        var workers = Environment.ProcessorCount;
        var options = new PanelOptions { Sensitivity = false, FitMeasures = false };
        var studies = Studies();
        foreach (var study in studies.Values)
            PanelBootstrap.Of(study, "riclpm", options, new BootstrapOptions(20, 7, Workers: workers));
        Console.WriteLine($"{draws} draws of each of {studies.Count} trials, {workers} workers");
        Dictionary<string, double> ours = new(StringComparer.Ordinal);
        var (elapsed, cpu) = (0.0, 0.0);
        foreach (var (name, study) in studies)
        {
            var (clock, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var (estimate, result) = PanelBootstrap.Of(study, "riclpm", options, new BootstrapOptions(draws, 1, Workers: workers));
            var (seconds, used) = (Stopwatch.GetElapsedTime(clock).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            ours[name] = used / draws;
            (elapsed, cpu) = (elapsed + seconds, cpu + used);
            var statuses = string.Join(", ", result?.Statuses.Select(s => $"{s.Key} {s.Value}") ?? [estimate.Status.Name]);
            Console.WriteLine($"{name}  N {estimate.Participants,5}  {1000 * used / draws,7:F2} ms CPU a draw  {seconds,7:F2} s elapsed  {statuses}");
        }

        Console.WriteLine($"all trials: {elapsed:F1} s elapsed, {cpu:F1} s CPU");
        foreach (var name in s_beside)
        {
            var theirs = Lavaan(studies[name], options);
            Console.WriteLine(
                $"lavaan {name}: {1000 * theirs:F0} ms CPU a draw (mean of {LavaanDraws}); ratio {theirs / ours[name]:F0}; {draws} draws would take {theirs * draws / 60:F0} minutes (extrapolated)");
        }

        return 0;
    }

    private static SortedDictionary<string, StudyPanel> Studies()
    {
        SortedDictionary<string, StudyPanelBuilder> builders = new(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Scores()).Skip(1))
        {
            var cells = line.Split(',').Select(cell => cell.Trim('"')).ToArray();
            if (!builders.TryGetValue(cells[0], out var builder))
            {
                builders.Add(cells[0], builder = new StudyPanelBuilder(new StudyFacts
                {
                    Study = cells[0],
                    Synthetic = true,
                    SessionLag = cells[0] == "trial16" ? 2 : 1,
                    Alliance = new MeasureFacts("A", "P", -1000, 1000, false, null),
                    Symptom = new MeasureFacts("S", "P", -1000, 1000, false, null),
                }));
            }

            builder.AddSession(cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture), Number(cells[3]), Number(cells[4]));
        }

        return new SortedDictionary<string, StudyPanel>(builders.ToDictionary(pair => pair.Key, pair => pair.Value.Build()), StringComparer.Ordinal);
    }

    private static double Number(string cell) => cell is "" or "NA" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Scores()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IpdEngine.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "tests", "References", "corpus", "expected_sessions.csv");
    }

    private static double Lavaan(StudyPanel study, PanelOptions options)
    {
        var (data, syntax) = (Path.GetTempFileName(), Path.GetTempFileName());
        try
        {
            File.WriteAllText(data, Csv(WideScores.Of(study, new SessionWindow(1, 7))));
            File.WriteAllText(syntax, PanelModel.Fit(study, "riclpm", options).Syntax);
            var start = new ProcessStartInfo("Rscript", [Path.Combine(AppContext.BaseDirectory, "BootstrapBenchmark.R"), data, syntax, $"{LavaanDraws}"]) { RedirectStandardOutput = true };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("Rscript did not start");
            var line = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return double.Parse(line.Trim(), CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(data);
            File.Delete(syntax);
        }
    }

    private static string Csv(WideScores scores)
    {
        var waves = scores.Waves.Sessions;
        var text = new StringBuilder(string.Join(',', waves.SelectMany(t => new[] { $"a{t}", $"s{t}" }))).Append('\n');
        for (var row = 0; row < scores.Rows; row++)
        {
            for (var wave = 0; wave < waves.Count; wave++)
            {
                text.Append(wave == 0 ? "" : ",").Append(Cell(scores.Alliance[row * waves.Count + wave])).Append(',').Append(Cell(scores.Symptom[row * waves.Count + wave]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Cell(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
