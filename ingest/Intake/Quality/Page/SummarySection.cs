using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>The numbers of the study, and what asks for a look.</summary>
internal static class SummarySection
{
    private const double UsualAlpha = 0.7;
    private const double HalfAnswered = 0.5;

    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        if (quality.Synthetic)
            yield return HtmlTag.Of("p", HtmlTag.Class("notice warn"), HtmlTag.Of("strong", "Synthetic data."), " Every value of this study is simulated; no person is behind any row.");
        if (quality.IsMasked)
            yield return HtmlTag.Of("p", HtmlTag.Class("notice"), "Counts of 1 to 4 are not told (< 5) and all other partial counts stand to the nearest five; extremes that fewer than five share, "
                + "quartiles of fewer than twenty values and all participants are left out. Data managers see them.");
        yield return HtmlTag.Of("dl", HtmlTag.Class("facts"),
            Fact("Participants", Shown.Count(quality.Participants)), Fact("With a session", Shown.Count(quality.WithSessions)), Fact("Sessions", Shown.Count(quality.Sessions)),
            Fact("Session numbers", Shown.Count(quality.SessionNumbers)),
            Fact("Sessions a participant", Shown.Figure(quality.Participants == 0 ? double.NaN : (double)quality.Sessions / quality.Participants, 1)));
        string[] looks = [.. Looks(quality)];
        yield return HtmlTag.Of("h2", "What asks for a look");
        yield return looks.Length == 0
            ? HtmlTag.Of("p", "Nothing: no flag of this report is raised.")
            : HtmlTag.Of("ul", looks.Select(look => HtmlTag.Of("li", look)));
    }

    private static IEnumerable<string> Looks(StudyQuality quality)
    {
        foreach (var each in quality.Published.Where(each => !each.Agrees && double.IsFinite(each.Found)))
            yield return $"{each.Measure}{(each.Session is { } session ? $" in session {session}" : "")}: {each.Figure} is {Shown.Plain(each.Found)}, published is {Shown.Plain(each.Published)}.";
        foreach (var each in quality.Distributions.Where(each => each.HasFloor || each.HasCeiling))
            yield return $"{each.Measure}: {(each.HasFloor ? $"{Shown.Share(each.FloorShare)} of values stand at the lowest possible score" : $"{Shown.Share(each.CeilingShare)} of values stand at the highest possible score")}.";
        foreach (var each in quality.Jumps.Where(each => each.Count is null or > 0))
            yield return $"{each.Measure}: {Shown.Count(each.Count)} implausible changes from one session to the next.";
        foreach (var each in quality.Reliability.Where(each => each.Basis == ReliabilityBasis.FirstSession))
        {
            if (each.Alpha < UsualAlpha)
                yield return $"{each.Measure}: alpha of {each.Instrument} is {Shown.Figure(each.Alpha)} at the first session.";
            if (each.Items.Where(item => item.RunsAgainst).Select(item => item.Item).ToArray() is { Length: > 0 } against)
                yield return $"{each.Measure}: item {string.Join(", ", against)} of {each.Instrument} runs against the others: is the key right?";
            if (each.Reason is { } reason)
                yield return $"{each.Measure}: no reliability: {reason}.";
        }
        foreach (var each in quality.Completeness)
            if (each.Sessions.FirstOrDefault(session => session.Share < HalfAnswered) is { } thin)
                yield return $"{each.Measure}: from session {thin.Session} on fewer than half of the participants answered in at least one session.";
    }

    private static XElement Fact(string words, string figure) => HtmlTag.Of("div", HtmlTag.Of("dt", words), HtmlTag.Of("dd", figure));
}
