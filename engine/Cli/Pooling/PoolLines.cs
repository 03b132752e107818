using System.Globalization;
using System.Text;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>What texts of pools are made of: coefficients, tests, numbers.</summary>
internal static class PoolLines
{
    /// <summary>The table of coefficients.</summary>
    public static void Coefficients(StringBuilder text, IReadOnlyList<Coefficient> coefficients)
    {
        var width = Math.Max(10, coefficients.Max(c => c.Term.Length));
        Line(text, $"{"".PadRight(width)}  {"estimate",9} {"se",8} {"statistic",9} {"df",7} {"p",7}  interval");
        foreach (var c in coefficients)
            Line(text, $"{c.Term.PadRight(width)}  {Number(c.Estimate),9} {Number(c.StandardError),8} {c.Statistic,9:F3} {(double.IsFinite(c.DegreesOfFreedom) ? c.DegreesOfFreedom.ToString("0.#", CultureInfo.InvariantCulture) : "inf"),7} {P(c.PValue),7}  [{Number(c.ConfLow)}, {Number(c.ConfHigh)}]");
    }

    public static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    public static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    public static string Number(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? "inf" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    public static string P(double p) => double.IsNaN(p) ? "-" : p < 0.001 ? "<.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Pvalue(double p) => p < 0.001 ? "p < .001" : $"p = {P(p)}";

    public static string Omnibus(OmnibusTest test) => double.IsFinite(test.Df2)
        ? string.Create(CultureInfo.InvariantCulture, $"F({test.Df1}, {test.Df2:0.#}) = {test.Statistic:F2}, {Pvalue(test.PValue)}")
        : string.Create(CultureInfo.InvariantCulture, $"chi2({test.Df1}) = {test.Statistic:F2}, {Pvalue(test.PValue)}");

    /// <summary>Cluster-robust tests, of any fit.</summary>
    public static void Robust(StringBuilder text, PoolOutcome<RobustFit>? outcome)
    {
        if (outcome is null)
            return;
        Line(text, "");
        if (outcome.Fit is not { } robust)
        {
            Line(text, $"robust tests: {outcome.Refusal}");
            return;
        }
        Line(text, $"Cluster-robust tests ({robust.Options.Adjustment}, {robust.Clusters} clusters, Satterthwaite degrees of freedom)");
        Coefficients(text, robust.Coefficients);
    }
}
