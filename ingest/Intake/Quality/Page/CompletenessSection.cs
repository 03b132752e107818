using System.Xml.Linq;
using IpdEngine.Intake.Quality.Plots;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>Who answered when, and who stopped.</summary>
internal static class CompletenessSection
{
    /// <summary>Most sessions of a measure that a page lists; the files have all.</summary>
    public const int MostSessions = 100;

    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        yield return HtmlTag.Of("h2", "Completeness and dropout");
        yield return HtmlTag.Of("p", "A participant skipped a session without a value that stands between two with one (intermittently missing); past the last are all sessions after a participant's last value "
            + "(monotone dropout). The end of a treatment and its breaking off look the same here: the store knows neither.");
        var drawn = quality.Completeness.Where(each => each.Sessions.Count > 0).ToList();
        yield return HtmlTag.Figures(drawn.SelectMany(each => new[]
        {
            ($"{each.Measure}: who answered", QualityPlots.Completeness(each)), ($"{each.Measure}: dropout curve", QualityPlots.Dropout(each)),
        }));
        yield return HtmlTag.Table("Patterns of missing values", null, ["Measure", "#Participants", "#Complete", "#Monotone", "#Intermittent", "#Never"], quality.Completeness.Select(each => (string[])
            [each.Measure, Shown.Count(each.Participants), Shown.Count(each.Complete), Shown.Count(each.Monotone), Shown.Count(each.Intermittent), Shown.Count(each.Never)]));
        foreach (var each in drawn)
            yield return HtmlTag.Folded($"{each.Measure}, session by session", HtmlTag.Table($"{each.Measure}: completeness by session",
                each.Sessions.Count > MostSessions ? $"the first {MostSessions} of {each.Sessions.Count} sessions; completeness.csv has all" : null,
                ["Session", "#Answered", "#Of all", "#Skipped", "#Not begun", "#Past last", "#Last value here", "#Still to come"],
                each.Sessions.Take(MostSessions).Select(session => (string[])
                [
                    $"{session.Session}", Shown.Count(session.Observed), Shown.Share(session.Share), Shown.Count(session.Skipped), Shown.Count(session.NotBegun), Shown.Count(session.Over),
                    Shown.Count(session.Last), Shown.Share(session.Retained),
                ])));
    }
}
