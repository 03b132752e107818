using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Report.Figures.Plots;
using IpdEngine.Stage2.Effects;

namespace IpdEngine.Tests.Report.Figures;

/// <summary>Tables of effects of any size, with one precise enough and one so imprecise that it would press all others together.</summary>
internal static class Samples
{
    public const string LongName = "Hartmann-Boyce, Chepkin, Ye, Bullen and Lancaster, nicotine replacement, intention to treat";

    public static IReadOnlyList<FunnelPoint> Points(int k, bool huge = false) => [.. Enumerable.Range(0, k).Select(i => new FunnelPoint(
        i == 1 ? LongName : $"Study {i + 1}", huge && i == 2 ? 40 : 0.3 + 0.25 * Math.Sin(i * 1.7), huge && i == 2 ? 60 : 0.05 + 0.4 * (i * 37 % 101 / 101.0)))];

    public static ForestTable Forest(int k, bool huge = false, Transformation scale = Transformation.None, int groups = 1)
    {
        var rows = Points(k, huge).Select((p, i) => new ForestRow(p.Study, p.Effect, p.Effect - 1.96 * p.StandardError, p.Effect + 1.96 * p.StandardError, 1 + i % 7, "40")).ToList();
        var size = (k + groups - 1) / groups;
        return new ForestTable("Forest plot", "Effect", [.. rows.Chunk(size).Select((chunk, g) => new ForestGroup(groups == 1 ? null : $"Group {g + 1}", chunk, groups == 1 ? null : Summary($"Pooled in group {g + 1}", "50 %")))],
            Summary($"All (k = {k})", "100 %"))
        { Scale = scale };
    }

    /// <summary>Every plot of k studies, by name.</summary>
    public static IEnumerable<(string Name, Drawing Drawing)> All(int k, bool huge = false)
    {
        var points = Points(k, huge);
        yield return ("forest", ForestPlot.Draw(Forest(k, huge)));
        yield return ("forest in groups", ForestPlot.Draw(Forest(k, huge, Transformation.Exp, Math.Min(k, 3))));
        yield return ("narrow forest", ForestPlot.Draw(Forest(k, huge, Transformation.Tanh), ForestLayout.Narrow));
        yield return ("cumulative", CumulativeForest.Draw("Cumulative", "Effect", [.. points.Select((p, i) => new CumulativeStep(p.Study, p.Effect, p.Effect - 1, p.Effect + 1, i + 1))]));
        yield return ("funnel", FunnelPlot.Draw(Funnel(points)));
        yield return ("radial", RadialPlot.Draw(new RadialData("Radial plot", "Effect", points, 0.3, 0.02)));
        yield return ("baujat", BaujatPlot.Draw(new BaujatData("Baujat plot", [.. points.Select((p, i) => new BaujatStudy(p.Study, i * 0.7 % 5, p.Effect * p.Effect))])));
        yield return ("bubble", BubblePlot.Draw(Bubble(points)));
        yield return ("influence", InfluencePlot.Draw(new InfluenceData("Influence", [.. points.Select((p, i) => new InfluencePoint(p.Study, i % 5 - 2, p.Effect, 0.1, 1.1, 0.02, 12, 0.1, 100.0 / k, i == 1))], 0.03, 14)));
        yield return ("gosh", GoshPlot.Draw(Gosh(k * 40)));
        yield return ("profile", ProfilePlot.Draw(new ProfileData("Profile", [Curve("tau2"), Curve("rho")])));
    }

    public static FunnelData Funnel(IReadOnlyList<FunnelPoint> points) => new("Funnel plot", "Effect", [.. points, new FunnelPoint("Filled 1", 0.1, 0.2, Filled: true)])
    {
        Mean = 0.3,
        Lines = [new FunnelLine(0.2, 0.6), new FunnelLine(0.25, 0.5, OnVariance: true, "PEESE")],
        Notes = ["Egger's test: t(11) = 1.20, p = .255."],
    };

    public static BubbleData Bubble(IReadOnlyList<FunnelPoint> points) => new("Bubble plot", "Year", "Effect",
        [.. points.Select((p, i) => new BubblePoint(p.Study, 1980 + i % 30, p.Effect, 1 + i % 9))],
        [.. Enumerable.Range(0, 31).Select(i => new BubbleLine(1980 + i, 0.3 + 0.001 * i, 0.2, 0.5, -0.2, 0.9))]);

    public static GoshData Gosh(int subsets) => new("GOSH plot", "Effect", [.. Enumerable.Range(0, subsets).Select(i => 0.3 + 0.1 * Math.Sin(i))], [.. Enumerable.Range(0, subsets).Select(i => i * 37.0 % 90)]);

    public static ProfileCurve Curve(string name) => new(name, [.. Enumerable.Range(0, 20).Select(i => i * 0.05)],
        [.. Enumerable.Range(0, 20).Select(i => i == 7 ? double.NaN : -10 - 8 * (i * 0.05 - 0.3) * (i * 0.05 - 0.3))], 0.3, 0.05, 0.7);

    private static ForestSummary Summary(string label, string weight) => new(label, 0.3, 0.2, 0.4, weight) { PredictionLow = -0.1, PredictionHigh = 0.7, Remark = "tau-squared = 0.02" };
}
