using System.Globalization;
using IpdEngine.Stage1.Sem.Analysis;
using IpdEngine.Stage1.Sem.Estimation;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>A fit as a person reads it, laid out as lavaan's summary.</summary>
internal static class FitTable
{
    private static readonly (string Operator, string Title, string Sign)[] s_sections =
        [("=~", "Latent variables", "=~"), ("~", "Regressions", "~"), ("~~", "Covariances and variances", "~~"), ("~1", "Intercepts", "~1"), (":=", "Defined parameters", ":=")];

    public static void Write(SemResult result, SemRequest request, TextWriter writer)
    {
        writer.WriteLine($"status: {result.Status.Name}. {result.Status.Reason}");
        foreach (var message in result.Messages)
            writer.WriteLine($"  {message}");
        if (result.Fit is not { } fit)
            return;
        writer.WriteLine();
        WriteHead(result, fit, request, writer);
        WriteFit(fit, writer);
        for (var g = 1; g <= result.Groups.Count; g++)
        {
            if (result.Groups.Count > 1)
                writer.WriteLine($"\nGroup {g}: {result.Groups[g - 1]} ({fit.Groups[g - 1].Rows} rows)");
            foreach (var section in s_sections)
                WriteSection(result, section.Operator, section.Title, section.Sign, section.Operator == ":=" ? 0 : g, g == result.Groups.Count, writer);
            WriteExplained(result, g, writer);
        }

        WriteBootstrap(result, writer);
    }

    private static void WriteBootstrap(SemResult result, TextWriter writer)
    {
        if (result.Bootstrap is not { } bootstrap)
            return;
        writer.WriteLine($"\nBootstrap of {bootstrap.Options.Draws} draws, seed {bootstrap.Options.Seed}: {string.Join(", ", bootstrap.Statuses.Select(s => $"{s.Value} {s.Key}"))}");
        writer.WriteLine($"{"",-42}{"est",12}{"se",10}{"lower",11}{"upper",11}{"bc.lower",11}{"bc.upper",11}");
        foreach (var row in bootstrap.Statistics.Where(r => r.StandardError > 1e-12))
        {
            writer.WriteLine($"  {Cut(row.Name, 40),-40}{Number(row.Estimate, "G5"),12}{Number(row.StandardError, "G4"),10}{Number(row.Percentile.Low, "G4"),11}"
                + $"{Number(row.Percentile.High, "G4"),11}{Number(row.BiasCorrected.Low, "G4"),11}{Number(row.BiasCorrected.High, "G4"),11}");
        }
    }

    private static void WriteHead(SemResult result, SemFit fit, SemRequest request, TextWriter writer)
    {
        Line("Estimator", request.Robust ? "ML, robust (MLR)" : "ML");
        Line("Optimiser", fit.Search.Story);
        Line("Free parameters", fit.Parameters.ToString(CultureInfo.InvariantCulture));
        Line("Rows", fit.Rows.ToString(CultureInfo.InvariantCulture));
        if (result.Clusters > 0)
            Line("Clusters", result.Clusters.ToString(CultureInfo.InvariantCulture));
        if (request.Incomplete)
            Line("Missing-data patterns", fit.Patterns.ToString(CultureInfo.InvariantCulture));
        void Line(string name, string value) => writer.WriteLine($"  {name,-36} {value}");
    }

    private static void WriteFit(SemFit fit, TextWriter writer)
    {
        (string Name, string Title, string Format)[] lines =
        [
            ("chisq", "Chi-square", "F3"), ("df", "Degrees of freedom", "F0"), ("pvalue", "P-value", "F4"), ("chisq.scaled", "Scaled chi-square", "F3"),
            ("chisq.scaling.factor", "Scaling factor (Yuan-Bentler-Mplus)", "F3"), ("pvalue.scaled", "P-value, scaled", "F4"), ("cfi", "CFI", "F4"), ("tli", "TLI", "F4"),
            ("cfi.robust", "Robust CFI", "F4"), ("tli.robust", "Robust TLI", "F4"), ("rmsea", "RMSEA", "F4"), ("rmsea.ci.lower", "  90 % interval, lower", "F4"),
            ("rmsea.ci.upper", "  90 % interval, upper", "F4"), ("rmsea.robust", "Robust RMSEA", "F4"), ("srmr", "SRMR", "F4"), ("logl", "Log-likelihood", "F3"), ("aic", "AIC", "F3"),
            ("bic", "BIC", "F3"),
        ];
        foreach (var (name, title, format) in lines)
            if (double.IsFinite(fit.Measure(name)))
                writer.WriteLine($"  {title,-36} {fit.Measure(name).ToString(format, CultureInfo.InvariantCulture)}");
    }

    private static void WriteSection(SemResult result, string op, string title, string sign, int group, bool last, TextWriter writer)
    {
        if (op == ":=" && !last)
            return;
        var places = Enumerable.Range(0, result.Estimates.Count).Where(i => result.Estimates[i].Operator == op && result.Estimates[i].Group == group).ToArray();
        if (places.Length == 0)
            return;
        writer.WriteLine($"\n{title,-34}{"est",12}{"se",10}{"z",9}{"p",8}{"ci.lower",11}{"ci.upper",11}{(op == ":=" ? "" : $"{"std.lv",10}{"std.all",10}")}");
        foreach (var i in places)
        {
            var row = result.Estimates[i];
            var name = op is "~1" or ":=" ? row.Left : $"{row.Left} {sign} {row.Right}";
            var label = row.Label.Length > 0 && op != ":=" ? $" ({row.Label})" : "";
            var standardised = op != ":=" && i < result.Standardised.Count ? $"{Number(result.Standardised[i].Latent, "F3"),10}{Number(result.Standardised[i].All, "F3"),10}" : "";
            writer.WriteLine($"  {Cut(name + label, 32),-32}{Number(row.Estimate, "G5"),12}{(row.IsFixed ? "fixed" : Number(row.StandardError, "G4")),10}"
                + $"{Number(row.Z, "F2"),9}{Number(row.P, "F3"),8}{(row.IsFixed ? "" : Number(row.Lower, "G4")),11}{(row.IsFixed ? "" : Number(row.Upper, "G4")),11}{standardised}");
        }
    }

    private static void WriteExplained(SemResult result, int group, TextWriter writer)
    {
        var shares = result.Explained.Where(e => e.Group == group).ToArray();
        if (shares.Length == 0)
            return;
        writer.WriteLine($"\n{"R-square",-34}{"est",12}");
        foreach (var share in shares)
            writer.WriteLine($"  {Cut(share.Variable, 32),-32}{Number(share.Share, "F3"),12}");
    }

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "";

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
