using System.Globalization;
using IpdEngine.Stage1.Panels;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>A panel model as a person reads it: the lags, the fits beside it.</summary>
internal static class PanelTableText
{
    public static void Write(PanelTableFit fit, TextWriter writer)
    {
        var estimate = fit.Estimate;
        writer.WriteLine($"{estimate.Model}{(estimate.Variant == "free" ? "" : $", direction {estimate.Variant}")}, {estimate.Participants} rows, {estimate.Waves} waves");
        if (estimate.Terms.Count > 0)
        {
            var rows = estimate.Rows.Where(row => row.Component == "std").ToDictionary(row => row.Term, StringComparer.Ordinal);
            var small = rows.Values.Any(row => double.IsFinite(row.DegreesOfFreedom));
            writer.WriteLine($"\n{"Standardised lags, mean over waves",-36}{"est",10}{"se",10}{(small ? $"{"df",10}" : "")}");
            foreach (var term in estimate.Terms)
                writer.WriteLine($"  {Title(term),-34}{Number(estimate.Estimate(term)),10}{Number(estimate.StandardError(term)),10}{(small ? $"{Number(rows[term].DegreesOfFreedom),10}" : "")}");
        }

        foreach (var other in estimate.Sensitivity)
        {
            var lags = string.Join("  ", other.Terms.Select(term => $"{term} {Number(other.Estimate(term))}"));
            var p = other.Rows.FirstOrDefault(row => row.Component == "test" && row.Term.EndsWith("pvalue", StringComparison.Ordinal));
            writer.WriteLine($"  beside it, {other.Variant}: {other.Status.Name}  {lags}{(p is null ? "" : $"  p of the intercept {Number(p.Estimate)}")}");
        }
    }

    internal static string Title(string term) => $"{term} ({Construct(term[0])} -> {Construct(term[1])})";

    private static string Construct(char letter) => letter == 'a' ? "alliance" : "symptom";

    internal static string Number(double value) => double.IsFinite(value) ? value.ToString("F4", CultureInfo.InvariantCulture) : "";
}
