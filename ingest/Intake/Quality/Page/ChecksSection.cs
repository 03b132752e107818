using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>Implausible jumps, and the figures that a publication printed.</summary>
internal static class ChecksSection
{
    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        yield return HtmlTag.Of("h2", "Implausible jumps");
        yield return HtmlTag.Of("p", "Changes from one session to the next that lie more than five robust standard deviations (1.4826 times the median absolute deviation) from the median change. "
            + "They are not changed: look into the source.");
        yield return HtmlTag.Table("Changes from session to session", null, ["Measure", "#Changes", "#Median", "#Robust SD", "#Plausible from", "#To", "#Implausible"], quality.Jumps.Select(each => (string[])
            [each.Measure, Shown.Count(each.Changes), Shown.Plain(each.Median), Shown.Figure(each.Spread), Shown.Figure(each.Low), Shown.Figure(each.High), Shown.Count(each.Count)]));
        foreach (var each in quality.Jumps.Where(each => each.Listed.Count > 0))
            yield return HtmlTag.Folded($"{each.Measure}: the {each.Listed.Count} implausible changes", HtmlTag.Table($"{each.Measure}: implausible changes", "largest first; participants by pseudonym",
                ["Participant", "#From session", "#To session", "#From", "#To", "#Change"], each.Listed.Select(jump => (string[])
                    [jump.Participant, $"{jump.FromSession}", $"{jump.ToSession}", Shown.Plain(jump.From), Shown.Plain(jump.To), Shown.Plain(jump.Change)])));
        yield return HtmlTag.Of("h2", "Against the publication");
        if (quality.Published.Count == 0)
            yield return HtmlTag.Of("p", "The description tells no published figures (key 'published').");
        else
            yield return HtmlTag.Table("Figures found and published", "in the direction in which the study reports the instrument", ["Measure", "Session", "Figure", "#Found", "#Published", "#Difference", "#Tolerance", "Verdict"],
                quality.Published.Select(each => (string[])
                [
                    each.Measure, each.Session is { } session ? $"{session}" : "all", each.Figure, Shown.Plain(each.Found), Shown.Plain(each.Published), Shown.Plain(each.Difference), Shown.Plain(each.Tolerance),
                    each.Agrees ? "agrees" : double.IsFinite(each.Found) ? "differs" : "not told",
                ]));
    }
}
