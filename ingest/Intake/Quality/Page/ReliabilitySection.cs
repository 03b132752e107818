using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>Reliability of items, and variance between and within persons.</summary>
internal static class ReliabilitySection
{
    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        yield return HtmlTag.Of("h2", "Reliability");
        if (quality.Reliability.Count == 0)
            yield return HtmlTag.Of("p", "Finished scores were read, or a participant has been withdrawn since: there are no items from which to tell it.");
        else
        {
            yield return HtmlTag.Of("p", "Of completely answered sessions, items turned as their key says. Alpha is Cronbach's, of the items as they are added up, with the standard error of Duhachek and Iacobucci (2004) "
                + "where rows are independent; omega is McDonald's omega total of one factor by minimum residuals, as R's psych gives it. Within persons tells how reliably changes of one person are measured.");
            yield return HtmlTag.Table("Reliability of scales", null, ["Measure", "Instrument", "Rests on", "#Items", "#Sessions", "#Alpha", "#95 % interval", "#Omega", "Note"], quality.Reliability.Select(each => (string[])
            [
                each.Measure, each.Instrument, Shown.Basis(each.Basis), each.Items.Count == 0 ? "\u2013" : $"{each.Items.Count}", Shown.Count(each.N), Shown.Figure(each.Alpha), Shown.Interval(each.AlphaLow, each.AlphaHigh),
                Shown.Figure(each.Omega), each.Reason ?? "",
            ]));
            foreach (var each in quality.Reliability.Where(each => each.Basis == ReliabilityBasis.FirstSession && each.Items.Count > 0))
                yield return HtmlTag.Folded($"Items of {each.Measure} ({each.Instrument}) at the first session", HtmlTag.Table($"Items of {each.Measure}", "answers after turning; an item that runs against the others may be keyed the other way",
                    ["Item", "#Mean", "#SD", "#Loading", "#With the others", "#Alpha without", "Flag"], each.Items.Select(item => (string[])
                    [
                        $"{item.Item}", Shown.Figure(item.Mean), Shown.Figure(item.Sd), Shown.Figure(item.Loading), Shown.Figure(item.RestCorrelation), Shown.Figure(item.AlphaWithout),
                        item.RunsAgainst ? "runs against the others" : "",
                    ])));
        }
        yield return HtmlTag.Of("h2", "Variance between and within persons");
        yield return HtmlTag.Of("p", "One-way random effects: ICC(1) by analysis of variance for unequal numbers of sessions (Searle, Casella and McCulloch 1992), beside it the same share by restricted maximum likelihood. "
            + "Lag 1 correlates deviations from a person's own mean with those one session interval later; with T sessions a person it is biased by about -1/(T - 1).");
        yield return HtmlTag.Table("Variance of each measure", null, ["Measure", "#Persons", "#Values", "#SD between", "#SD within", "#ICC(1)", "#ICC by REML", "#Lag 1", "#Pairs"], quality.Variance.Select(each => (string[])
        [
            each.Measure, Shown.Count(each.Persons), Shown.Count(each.Values), Shown.Figure(each.BetweenSd), Shown.Figure(each.WithinSd), Shown.Figure(each.Icc), Shown.Figure(each.RemlIcc), Shown.Figure(each.Lag1), Shown.Count(each.Pairs),
        ]));
    }
}
