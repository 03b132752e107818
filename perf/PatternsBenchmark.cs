using System.Globalization;
using IpdEngine.Numerics.Random;
using IpdEngine.Panel;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Perf;

/// <summary>
/// Where the time of a seven-wave random-intercept model goes, and how it grows with the number of missing-data patterns: persons fixed, patterns dealt out in turn.
/// </summary>
/// <remarks>
/// The arithmetic counts a pattern's share of one curvature in all moments, 105 x 120 multiply-adds (pairs of scores; the same with the scores and one more), of which a fit with robust
/// errors and measures forms about ten (four or five on the way to each of the two maxima, and at their ends).
/// </remarks>
internal static class PatternsBenchmark
{
    private const int Waves = 7;
    private const int Fits = 40;

    internal static int Run(string[] args)
    {
        var persons = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 800;
        Console.WriteLine($"{persons} persons, {Waves} waves, CPU milliseconds a fit, means of {Fits} warm fits");
        Console.WriteLine("patterns  search  + sandwich  + saturated model and measures  whole  per pattern  multiply-adds of ten curvatures, million");
        foreach (var patterns in new[] { 50, 100, 200, 400 })
        {
            var (study, work) = Simulate(persons, patterns);
            var search = Milliseconds(study, new PanelOptions { Sensitivity = false, FitMeasures = false, Estimator = "ml" });
            var sandwich = Milliseconds(study, new PanelOptions { Sensitivity = false, FitMeasures = false });
            var whole = Milliseconds(study, new PanelOptions { Sensitivity = false });
            Console.WriteLine(
                $"{patterns,8}  {search,6:F2}  {sandwich - search,10:F2}  {whole - sandwich,30:F2}  {whole,5:F2}  {whole / patterns,11:F4}  {10 * work / 1e6,10:F1}");
        }

        return 0;
    }

    private static double Milliseconds(StudyPanel study, PanelOptions options)
    {
        for (var i = 0; i < 80; i++)
            PanelModel.Fit(study, "riclpm", options);
        var before = Environment.CpuUsage.UserTime;
        for (var i = 0; i < Fits; i++)
            PanelModel.Fit(study, "riclpm", options);
        return (Environment.CpuUsage.UserTime - before).TotalMilliseconds / Fits;
    }

    // Masks drawn once, each person taking the next: exactly so many patterns, the first of them complete.
    private static (StudyPanel Study, double Work) Simulate(int persons, int patterns)
    {
        List<bool[]> masks = [];
        HashSet<string> seen = [];
        var stream = new Philox(7, (ulong)patterns);
        while (masks.Count < patterns)
        {
            var mask = Enumerable.Range(0, 2 * Waves).Select(_ => masks.Count == 0 || stream.NextUniform() > 0.15).ToArray();
            if (mask.Count(observed => observed) >= 8 && seen.Add(string.Concat(mask.Select(observed => observed ? '1' : '0'))))
                masks.Add(mask);
        }

        var builder = new StudyPanelBuilder(new StudyFacts
        {
            Study = "patterns",
            Synthetic = true,
            Alliance = new MeasureFacts("A", "P", -100, 100, false, null),
            Symptom = new MeasureFacts("S", "P", -100, 100, false, null),
        });
        for (var person = 0; person < persons; person++)
        {
            var own = new Philox(2021, (ulong)person);
            var (ia, @is, wa, ws) = (own.NextNormal(), own.NextNormal(), own.NextNormal(), own.NextNormal());
            var mask = masks[person % patterns];
            for (var t = 0; t < Waves; t++)
            {
                if (t > 0)
                    (wa, ws) = (0.3 * wa - 0.1 * ws + 0.9 * own.NextNormal(), 0.3 * ws - 0.1 * wa + 0.9 * own.NextNormal());
                builder.AddSession($"p{person:D5}", t + 1, mask[2 * t] ? 0.8 * ia + wa : double.NaN, mask[2 * t + 1] ? 0.7 * @is - 0.3 * ia + ws : double.NaN);
            }
        }

        return (builder.Build(), patterns * 105.0 * 120);
    }
}
