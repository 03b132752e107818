using System.Text;
using IpdEngine.Report.Figures;
using IpdEngine.Report.Figures.Canvas;
using IpdEngine.Stage2.Sensitivity;
using Plots = IpdEngine.Report.Figures.PoolFigures;

namespace IpdEngine.Cli.Pooling;

/// <summary>The plots of a pool, a file each: those that cost nothing always, the others where their analysis was asked for.</summary>
internal static class PoolFigures
{
    /// <summary>Writes the plots into a folder, which is made where it lacks.</summary>
    public static void Write(PoolAnswer answer, PoolRequest request, DirectoryInfo folder) =>
        Write(All(answer, request).Where(figure => figure.Drawing is not null).Select(figure => (figure.Name, figure.Drawing!)), folder);

    /// <summary>Writes drawings into a folder, a file each.</summary>
    public static void Write(IEnumerable<(string Name, Drawing Drawing)> figures, DirectoryInfo folder)
    {
        folder.Create();
        foreach (var (name, drawing) in figures)
            File.WriteAllText(Path.Combine(folder.FullName, name + ".svg"), drawing.ToFile(), new UTF8Encoding(false));
    }

    private static IEnumerable<(string Name, Drawing? Drawing)> All(PoolAnswer answer, PoolRequest request)
    {
        var (fit, words) = (answer.Fit, EffectWords.Of(answer.Rows.Measure));
        var labels = new PoolLabels($"{words.ToLowerInvariant()}, {fit.K} effects", words, answer.Rows.Shown);
        yield return ("forest", answer.Subgroups?.Fit is { } groups && fit.Effects.Moderators.Count == 0 ? Plots.Forest(fit, groups, labels) : Plots.Forest(fit, labels));
        yield return ("funnel", Plots.Funnel(fit, labels, answer.SmallStudy?.TrimAndFill.Fit));
        yield return ("radial", Plots.Radial(fit, labels));
        yield return ("profile", Plots.Profile(fit, labels));
        for (var moderator = 0; moderator < fit.Effects.Moderators.Count; moderator++)
            yield return ($"bubble-{moderator + 1}", Plots.Bubble(fit, labels, moderator));
        if (request.Influence)
        {
            yield return ("baujat", Plots.BaujatOf(fit, labels));
            yield return ("influence", Plots.InfluenceOf(fit, labels));
        }
        if (request.LeaveOneOut)
            yield return ("leave-one-out", Plots.WithoutOne(fit, labels));
        if (answer.Cumulative?.Fit is { } cumulative)
            yield return ("cumulative", Plots.CumulativeOf(cumulative, labels));
        if (request.Gosh is { } most)
            yield return ("gosh", Plots.GoshOf(fit, labels, new GoshOptions(most, request.Seed, Environment.ProcessorCount)));
    }
}
