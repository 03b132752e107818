using System.Text;
using System.Text.Json;
using IpdEngine.Panel.Export;
using IpdEngine.Panel.Store;

namespace IpdEngine.Perf.Faults.Attacks;

/// <summary>Texts that a spreadsheet would run, in everything of a data file that comes out again as CSV.</summary>
internal static class FormulaAttempts
{
    private const string Danger = "=+-@\t\r\n";
    private static readonly string[] s_formulas = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1"];

    public static IEnumerable<Attempt> All =>
        s_formulas.SelectMany(formula => Enum.GetValues<ExportLayout>().Select(layout =>
            new Attempt("formula", $"therapist and arm {formula.Replace("\t", "\\t", StringComparison.Ordinal)}, exported {layout.ToString().ToLowerInvariant()}".Replace("|", "\\|", StringComparison.Ordinal), "text in every cell", _ => ExportedAsync(formula, layout))));

    private static Task<string> ExportedAsync(string formula, ExportLayout layout)
    {
        var folder = Directory.CreateTempSubdirectory("ipd-formula-").FullName;
        try
        {
            var store = new PanelStore(folder);
            var description = Encoding.UTF8.GetBytes(Description);
            File.WriteAllBytes(Path.Combine(folder, "study.yaml"), description);
            File.WriteAllText(Path.Combine(folder, "formula.csv"), Rows(formula));
            var outcome = Intake.Ingestion.Ingest(Intake.Description.StudyFile.Load(Path.Combine(folder, "study.yaml")), Path.Combine(folder, "formula.csv"), Intake.Example.ExampleCorpus.Key, store);
            if (outcome.Stored is null)
                return Task.FromResult("refused " + string.Join(' ', outcome.Findings.Select(finding => $"{finding.Code}: {finding.Found}")));
            using var bytes = new MemoryStream();
            StudyExport.Write(bytes, store.Load("formula"), ExportFormat.Csv, layout);
            var text = Encoding.UTF8.GetString(bytes.ToArray());
            var cells = text.Split('\n').SelectMany(line => line.Split(',')).Select(cell => cell.Trim('"')).ToList();
            // A negative number is a number.
            var run = cells.Where(cell => cell.Length > 0 && Danger.Contains(cell[0], StringComparison.Ordinal) && !double.TryParse(cell, out _)).ToList();
            var isThere = cells.Any(cell => cell.StartsWith('\'') && cell.Contains(formula.Trim(), StringComparison.Ordinal));
            return Task.FromResult(run.Count > 0 ? $"would run: {JsonSerializer.Serialize(run[0])}" : isThere || formula[0] == '\t' ? "text in every cell" : "the text is not there: " + text[..200]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Rows(string formula)
    {
        var rows = new StringBuilder("id,session,wai,bdi,therapist,arm\n");
        for (var person = 1; person <= 12; person++)
            for (var session = 1; session <= 3; session++)
                rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{person},{session},{3 + (person + session) % 3},{10 + (person * session) % 7},\"{formula}\",\"{formula}{person % 2}\"\n");
        return rows.ToString();
    }

    private const string Description = """
        study: formula
        country: US
        design: naturalistic
        synthetic: true
        data: formula.csv
        layout: long
        participant: id
        session: session
        therapist: therapist
        arm: arm
        alliance: {instrument: WAI-SR, score: wai}
        symptom: {instrument: BDI-II, score: bdi}
        """;
}
