using System.Globalization;
using IpdEngine.Stage1.Sem.Analysis;

namespace IpdEngine.Cli.Output.Fits;

/// <summary>The estimates of a fit as CSV, in the names of lavaan's <c>parameterEstimates</c>; empty where not finite.</summary>
internal static class FitCsv
{
    public static void Write(SemResult result, TextWriter writer)
    {
        writer.Write("lhs,op,rhs,label,group,est,se,z,pvalue,ci.lower,ci.upper,std.lv,std.all,std.all.se\n");
        for (var i = 0; i < result.Estimates.Count; i++)
        {
            var row = result.Estimates[i];
            var standardised = i < result.Standardised.Count ? result.Standardised[i] : null;
            double[] numbers =
            [
                row.Estimate, row.StandardError, row.Z, row.P, row.Lower, row.Upper, standardised?.Latent ?? double.NaN, standardised?.All ?? double.NaN,
                standardised?.StandardError ?? double.NaN,
            ];
            writer.Write($"{Quoted(row.Left)},{row.Operator},{Quoted(row.Right)},{Quoted(row.Label)},{row.Group},{string.Join(',', numbers.Select(Number))}\n");
        }
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
