using System.Xml.Linq;
using IpdEngine.Intake.Quality.Plots;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>How scores are distributed.</summary>
internal static class DistributionSection
{
    private static readonly string[] s_head = ["#N", "#Mean", "#SD", "#Skew", "#Minimum", "#First quartile", "#Median", "#Third quartile", "#Maximum", "#Lowest possible", "#Highest possible", "Flag"];

    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        yield return HtmlTag.Of("h2", "Distributions");
        yield return HtmlTag.Of("p", "Scores run as they are stored: alliance up for better, symptoms up for worse. A floor or ceiling is flagged where more than 15 % of values stand at the lowest or highest "
            + "possible score (McHorney and Tarlov 1995; Terwee et al. 2007).");
        yield return HtmlTag.Figures(quality.Distributions.Where(each => each.Bins.Any(bin => bin.Count > 0)).Select(each => (each.Measure, QualityPlots.Histogram(each))));
        yield return HtmlTag.Table("Distribution of each measure", null, ["Measure", .. s_head], quality.Distributions.Select(each => (string[])[each.Measure, .. Cells(each)]));
        var measures = quality.BySession.GroupBy(each => each.Measure).ToList();
        yield return HtmlTag.Figures(measures.Where(each => each.Any(session => double.IsFinite(session.Mean)))
            .Select(each => ($"{each.Key} by session", QualityPlots.BySession(each.Key, [.. each.Take(CompletenessSection.MostSessions)]))));
        foreach (var each in measures)
            yield return HtmlTag.Folded($"{each.Key}, session by session", HtmlTag.Table($"{each.Key}: distribution by session", null, ["Session", .. s_head],
                each.Take(CompletenessSection.MostSessions).Select(session => (string[])[$"{session.Session}", .. Cells(session)])));
    }

    private static string[] Cells(Distribution each) =>
    [
        Shown.Count(each.N), Shown.Figure(each.Mean), Shown.Figure(each.Sd), Shown.Figure(each.Skew), Shown.Plain(each.Minimum), Shown.Plain(each.FirstQuartile), Shown.Plain(each.Median),
        Shown.Plain(each.ThirdQuartile), Shown.Plain(each.Maximum), Shown.Share(each.FloorShare), Shown.Share(each.CeilingShare),
        (each.HasFloor, each.HasCeiling) switch { (true, true) => "floor and ceiling", (true, _) => "floor", (_, true) => "ceiling", _ => "" },
    ];
}
