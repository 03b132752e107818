using System.Xml.Linq;

namespace IpdEngine.Intake.Quality.Page;

/// <summary>What each stored column means.</summary>
internal static class CodebookSection
{
    public static IEnumerable<XElement> Of(StudyQuality quality)
    {
        yield return HtmlTag.Of("h2", "Codebook");
        yield return Table(quality);
    }

    public static XElement Table(StudyQuality quality) => HtmlTag.Table("Columns of the store", null,
        ["Column", "Table", "~Label", "Type", "Unit", "Possible", "Instrument", "Rater", "Answered", "~Direction", "#Values", "#Missing"], quality.Codebook.Select(each => (string[])
        [
            each.Column, each.Table, each.Label, each.Type, each.Unit ?? "", double.IsFinite(each.Minimum) ? $"{Shown.Plain(each.Minimum)} to {Shown.Plain(each.Maximum)}" : "",
            each.Instrument ?? "", each.Rater switch { "P" => "patient", "T" => "therapist", "O" => "observer", var other => other ?? "" }, each.Timing is { } timing ? $"{timing} the session" : "", each.Orientation ?? "",
            Shown.Count(each.N), Shown.Count(each.Missing),
        ]));
}
