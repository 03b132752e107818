using System.Globalization;
using System.Text;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Cli.Output.MixedModels;

/// <summary>A mixed model as a person reads it: in the order of lme4's summary.</summary>
internal static class LmmTable
{
    public static string Of(LmmOutput output)
    {
        var text = new StringBuilder();
        text.Append($"Linear mixed model by {(output.Reml ? "REML" : "maximum likelihood")}; t-tests with Satterthwaite's degrees of freedom\n");
        text.Append($"Formula: {output.Formula}\n   Data: {output.File}, {output.Rows} rows\n");
        foreach (var message in output.Messages)
            text.Append($"   Note: {message}\n");
        if (output.Result.Fit is { } fit)
            AppendFit(text, output, fit);
        text.Append($"\nStatus: {output.Result.Status.Name} ({output.Result.Status.Reason}{(output.Result.Status.Parameter is { } p ? $"; {p}" : "")})\n");
        return text.ToString();
    }

    private static void AppendFit(StringBuilder text, LmmOutput output, LinearMixedFit fit)
    {
        text.Append($"\n{(fit.Reml ? "REML criterion" : "Deviance")} {Fixed(fit.Criterion, 3)}, log L {Fixed(fit.LogLikelihood, 3)}, AIC {Fixed(fit.Aic, 2)}, BIC {Fixed(fit.Bic, 2)}\n");
        text.Append("\nRandom effects:\n").Append(Grid(RandomRows(fit), left: 2));
        text.Append($"Rows: {fit.Rows}; groups: {string.Join(", ", fit.Random.DistinctBy(r => r.Group).Select(r => $"{r.Group} {r.Levels.Count}"))}\n");
        text.Append("\nFixed effects:\n").Append(Grid(FixedRows(output, fit), left: 1));
        if (output.Profile.Count == 0)
            return;
        text.Append("\nProfile likelihood intervals (ML):\n").Append(Grid(
            [["", "Estimate", .. Ends(output.Level)], .. output.Profile.Select(p => (string[])[p.Parameter, Digits(p.Estimate), Digits(p.Low), Digits(p.High)])], left: 1));
    }

    private static List<string[]> RandomRows(LinearMixedFit fit)
    {
        var most = fit.Random.Max(r => r.Names.Count);
        var rows = new List<string[]> { (string[])["Group", "Name", "Variance", "Std.Dev.", .. Enumerable.Range(0, most - 1).Select(k => k == 0 ? "Corr" : "")] };
        foreach (var r in fit.Random)
            for (var a = 0; a < r.Names.Count; a++)
                rows.Add([a == 0 ? r.Group : "", r.Names[a], Digits(r.Covariance[a, a]), Digits(r.StandardDeviation(a)),
                    .. Enumerable.Range(0, most - 1).Select(b => b < a ? Fixed(r.Correlation(a, b), 2) : "")]);
        rows.Add(["Residual", "", Digits(fit.Sigma * fit.Sigma), Digits(fit.Sigma), .. Enumerable.Repeat("", most - 1)]);
        return rows;
    }

    private static List<string[]> FixedRows(LmmOutput output, LinearMixedFit fit)
    {
        var effects = output.Fixed(fit);
        var least = effects.Min(e => e.StandardError);
        // Three digits of the smallest standard error, for the whole table.
        var decimals = double.IsFinite(least) && least > 0 ? Math.Clamp(2 - (int)Math.Floor(Math.Log10(least)), 0, 12) : 4;
        return
        [
            ["", "Estimate", "Std.Error", "df", "t", "p", .. Ends(output.Level)],
            .. effects.Select(e => (string[])
                [e.Term, Fixed(e.Estimate, decimals), Fixed(e.StandardError, decimals), Fixed(e.Df, 1), Fixed(e.Statistic, 3), P(e.PValue), Fixed(e.Low, decimals), Fixed(e.High, decimals)]),
        ];
    }

    private static string[] Ends(double level) => [$"{(50 - 50 * level).ToString("G4", CultureInfo.InvariantCulture)} %", $"{(50 + 50 * level).ToString("G4", CultureInfo.InvariantCulture)} %"];

    private static string P(double p) => double.IsNaN(p) ? "NA" : p < 0.0001 ? "<0.0001" : Fixed(p, 4);

    private static string Fixed(double value, int decimals) => double.IsFinite(value) ? value.ToString($"F{decimals}", CultureInfo.InvariantCulture) : "NA";

    private static string Digits(double value) => double.IsFinite(value) ? value.ToString("G5", CultureInfo.InvariantCulture) : "NA";

    /// <summary>Columns padded to their widest cell, the first ones to the left.</summary>
    private static string Grid(List<string[]> rows, int left)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.Append(' ').Append(string.Join("  ", row.Select((cell, c) => c < left ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
