using System.Text.RegularExpressions;
using IpdEngine.Report.Markup;
using IpdEngine.Report.Tables;
using IpdEngine.TwoStage;

namespace IpdEngine.Report.Page;

/// <summary>The claims that these data can show, with verdicts.</summary>
internal static partial class ClaimsSection
{
    /// <summary>The section; it has no table where the run has no claims.</summary>
    public static Node Of(ReportSource source)
    {
        var section = Piece.Section("claims", "Claims and verdicts");
        var grid = new Grid("Each claim was fixed before the data were seen; its verdict is computed from this run.", "Claim", "Statement", "Found", "Verdict");
        foreach (var claim in source.Result.Claims)
            grid.Row(claim.Id, Typeset(claim.Text), Typeset(claim.Found), Verdict(claim));
        return section.Add(grid.IsEmpty ? Piece.Paragraph("This run examined no claims.") : grid.ToNode());
    }

    // Claims are plain text, as in claims.csv; the page has arrows, minus signs and dashes.
    private static string Typeset(string text) =>
        Range().Replace(Minus().Replace(text.Replace("->", "\u2192", StringComparison.Ordinal), "\u2212"), "\u2013");

    [GeneratedRegex(@"(?<=^|[\s\[])-(?=\d)")]
    private static partial Regex Minus();

    [GeneratedRegex(@"(?<=\d)-(?=\d)")]
    private static partial Regex Range();

    private static Tag Verdict(Claim claim)
    {
        var (mark, style) = claim.Shown switch { true => ("\u2713 ", "shown"), false => ("\u2717 ", "absent"), null => ("\u2013 ", "open") };
        return new Tag("span", mark + ClaimsTable.Verdict(claim)).With("class", style);
    }
}
