using System.Globalization;
using System.Text;
using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Cli.Output.MixedModels;

/// <summary>A mixed model as RFC 4180 text, in the names of broom.mixed; empty where a number is not finite.</summary>
internal static class LmmCsv
{
    /// <summary>Fixed effects and random-effect parameters, a row each.</summary>
    public static string Estimates(LmmOutput output)
    {
        var text = new StringBuilder("effect,group,term,estimate,std.error,statistic,df,p.value,conf.low,conf.high\n");
        if (output.Result.Fit is not { } fit)
            return text.ToString();
        foreach (var e in output.Fixed(fit))
            Row(text, "fixed", "", e.Term, e.Estimate, e.StandardError, e.Statistic, e.Df, e.PValue, e.Low, e.High);
        foreach (var r in fit.Random)
            for (var a = 0; a < r.Names.Count; a++)
                for (var b = a; b < r.Names.Count; b++)
                {
                    var name = a == b ? $"sd__{r.Names[a]}" : $"cor__{r.Names[a]}.{r.Names[b]}";
                    var interval = output.Profile.FirstOrDefault(p => p.Parameter == (a == b ? $"sd_{r.Names[a]}|{r.Group}" : $"cor_{r.Names[b]}.{r.Names[a]}|{r.Group}"));
                    Row(text, "ran_pars", r.Group, name, a == b ? r.StandardDeviation(a) : r.Correlation(a, b), double.NaN, double.NaN, double.NaN, double.NaN,
                        interval?.Low ?? double.NaN, interval?.High ?? double.NaN);
                }
        var sigma = output.Profile.FirstOrDefault(p => p.Parameter == "sigma");
        Row(text, "ran_pars", "Residual", "sd__Observation", fit.Sigma, double.NaN, double.NaN, double.NaN, double.NaN, sigma?.Low ?? double.NaN, sigma?.High ?? double.NaN);
        return text.ToString();
    }

    /// <summary>Conditional modes of the random effects, a row each.</summary>
    public static string RandomEffects(LinearMixedFit fit)
    {
        var text = new StringBuilder("group,level,term,estimate\n");
        foreach (var r in fit.Random)
            for (var level = 0; level < r.Levels.Count; level++)
                for (var k = 0; k < r.Names.Count; k++)
                    text.Append($"{Cell(r.Group)},{Cell(r.Levels[level])},{Cell(r.Names[k])},{Cell(r.Effects[level, k])}\n");
        return text.ToString();
    }

    private static void Row(StringBuilder text, string effect, string group, string term, params ReadOnlySpan<double> numbers)
    {
        text.Append($"{effect},{Cell(group)},{Cell(term)}");
        foreach (var number in numbers)
            text.Append(',').Append(Cell(number));
        text.Append('\n');
    }

    private static string Cell(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    // A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: CSV injection).
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r\n".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : safe;
    }
}
