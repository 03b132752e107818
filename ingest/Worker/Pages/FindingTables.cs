using System.Globalization;
using IpdEngine.Intake.Findings;
using IpdEngine.Worker.Markup;

namespace IpdEngine.Worker.Pages;

/// <summary>Findings by rule, gravest first: how many places, where the first of them is, what was found and expected, what to do.</summary>
internal static class FindingTables
{
    /// <summary>The tables.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="file">Name of the data file: of its places it goes without saying.</param>
    /// <param name="place">Address of the place that a finding speaks of; null where it has none that the reader may see.</param>
    public static Html Of(IReadOnlyList<Finding> findings, string? file, Func<Finding, string?> place) => findings.Count == 0
        ? Html.Of($"<p>Nothing was found to be wrong.</p>")
        : Html.Of(
            $"""
            <p>{Summary(findings)}</p>
            {Html.Each(findings.GroupBy(finding => (finding.Severity, finding.Code)).OrderByDescending(rule => rule.Key.Severity), rule => Rule(rule.Key.Severity, rule.Key.Code, [.. rule], file, place))}
            """);

    /// <summary>Numbers of errors, warnings and notes, in words.</summary>
    public static string Summary(IReadOnlyList<Finding> findings) => findings.Count == 0 ? "No findings." : string.Join(", ", new[]
    {
        (Severity.Error, "error"), (Severity.Warning, "warning"), (Severity.Note, "note"),
    }.Select(each => (Count: findings.Count(finding => finding.Severity == each.Item1), each.Item2)).Where(each => each.Count > 0).Select(each => Facts.Count(each.Count, each.Item2))) + ".";

    private static Html Rule(Severity severity, string code, IReadOnlyList<Finding> findings, string? file, Func<Finding, string?> place)
    {
        var (word, tone, means) = severity switch
        {
            Severity.Error => ("error", "bad", "the study is refused"),
            Severity.Warning => ("warning", "warn", "a value was set missing, a row left out, or a figure differs"),
            _ => ("note", "", "nothing was changed"),
        };
        var name = char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');
        return Html.Of(
            $"""
            <h3><span class="mark {tone}">{word}</span> {name} <small>({Facts.Count(findings.Sum(finding => finding.Count), "place")}; {means})</small></h3>
            {Region.Table($"{name}: where, what, and what to do", ["First place", Heading.Number("Places"), "Found", "Expected", "What to do"], Html.Each(findings, finding => Row(finding, file, place)))}
            """);
    }

    private static Html Row(Finding finding, string? file, Func<Finding, string?> place)
    {
        string[] parts = [.. new[]
        {
            finding.File == file && (finding.Row ?? finding.Column as object) is not null ? null : finding.File, finding.Sheet is { Length: > 0 } sheet ? $"sheet {sheet}" : null, finding.Row is { } row ? $"{(IsText(finding) ? "line" : "row")} {row}" : null,
            finding.Column is { Length: > 0 } column ? column : null,
        }.OfType<string>()];
        var words = parts.Length == 0 ? "the upload" : string.Join(", ", parts);
        var address = place(finding);
        return Html.Of(
            $"""
            <tr><th scope="row">{Link(words, address)}{Further(finding, place)}</th><td class="number">{finding.Count}</td>
            <td class="words">{finding.Found}</td><td class="words">{finding.Expected}</td><td class="words">{finding.Remedy}</td></tr>

            """);
    }

    private static Html Further(Finding finding, Func<Finding, string?> place) => finding.FurtherRows.Length == 0 ? Html.None : Html.Of(
        $" <small>and rows {Html.Each(finding.FurtherRows.Split(", ").Index(), row => Html.Of($"{(row.Index == 0 ? "" : ", ")}{Link(row.Item, place(finding with { Row = long.Parse(row.Item, CultureInfo.InvariantCulture) }))}"))}{(finding.Count > finding.FurtherRows.Split(", ").Length + 1 ? ", ..." : "")}</small>");

    private static Html Link(string words, string? address) => address is null ? Html.Of($"{words}") : Html.Of($"<a href=\"{address}\">{words}</a>");

    private static bool IsText(Finding finding) => finding.File?.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) == true;
}
