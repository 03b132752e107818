using System.Globalization;
using System.Text;
using IpdEngine.Stage2;

namespace IpdEngine.Cli.Pooling;

/// <summary>Coefficients as CSV in broom's words.</summary>
internal static class PoolCsv
{
    public static string Of(IEnumerable<Coefficient> coefficients)
    {
        var text = new StringBuilder("term,estimate,std.error,statistic,df,p.value,conf.low,conf.high\n");
        foreach (var c in coefficients)
            text.Append(Quoted(c.Term)).Append(',').AppendJoin(',', new[] { c.Estimate, c.StandardError, c.Statistic, c.DegreesOfFreedom, c.PValue, c.ConfLow, c.ConfHigh }.Select(Number)).Append('\n');
        return text.ToString();
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    // A term begins with = + - @ only if a column of the user's does; the quote keeps a spreadsheet from running it.
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\n\r") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
