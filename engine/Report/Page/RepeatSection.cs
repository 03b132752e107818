using IpdEngine.Report.Markup;

namespace IpdEngine.Report.Page;

/// <summary>How to repeat the run: command, version, plan, and the hash of each study's data.</summary>
internal static class RepeatSection
{
    /// <summary>The section.</summary>
    public static Node Of(ReportSource source) => Piece.Section("repeat", "How to repeat this run",
        Piece.Paragraph("The same data, plan and version give the same bytes in every result file but timings.json, on any machine and with any number of workers."),
        new Tag("pre", new Tag("code", source.Context.Command)),
        Piece.Paragraph($"IpdEngine {source.Context.EngineVersion}, seed {source.Result.Plan.Seed}. The plan in full:"),
        new Tag("pre", new Tag("code", PlanText.Of(source.Result.Plan))),
        Hashes(source),
        Findings(source));

    private static Node Hashes(ReportSource source)
    {
        var grid = new Grid("SHA-256 over each study\u2019s two normalised tables (first 16 digits; run.json has all): the same data give the same hash in any order of rows.",
            "Study", "Content");
        foreach (var study in source.Result.Studies)
            grid.Row(study.Facts.Study, new Tag("code", study.ContentHash[..Math.Min(16, study.ContentHash.Length)]));
        return grid.ToNode();
    }

    private static Node Findings(ReportSource source)
    {
        var grid = new Grid("What ingest found in the uploads; of studies from which a participant was withdrawn since, findings are not kept.", "Study", "Severity", "Finding", "#Times");
        foreach (var finding in source.Context.Findings.OrderBy(finding => finding.Study, StringComparer.Ordinal)
            .ThenBy(finding => finding.Severity, StringComparer.Ordinal).ThenBy(finding => finding.Code, StringComparer.Ordinal).ThenBy(finding => finding.Count))
            grid.Row(finding.Study, finding.Severity, finding.Code.Replace('_', ' '),
                source.Disclosure.Hides(finding.Study) ? Disclosure.SmallCell : Disclosure.Text(finding.Count));
        return grid.IsEmpty ? Piece.Note("Ingest had nothing to say about these studies.") : grid.ToNode();
    }
}
