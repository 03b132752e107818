using System.Globalization;

namespace IpdEngine.Formula.Syntax;

/// <summary>Numbers as R's <c>as.character</c> and <c>deparse</c> write them: 15 significant digits, fixed unless scientific is shorter.</summary>
public static class NumberFormat
{
    /// <summary>The text of a number: <c>2</c>, <c>0.1</c>, <c>1e+05</c>, <c>NaN</c>, <c>-Inf</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Inf" : "-Inf";
        if (value == 0)
            return "0";
        var sign = value < 0 ? "-" : "";
        var exact = Math.Abs(value).ToString("E14", CultureInfo.InvariantCulture);
        var mark = exact.IndexOf('E', StringComparison.Ordinal);
        var digits = string.Concat(exact[0].ToString(), exact.AsSpan(2, mark - 2)).TrimEnd('0');
        var exponent = int.Parse(exact.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, digits.Length - exponent - 1);
        var fixedWidth = Math.Max(exponent, 0) + 1 + (decimals > 0 ? decimals + 1 : 0);
        var scientificWidth = digits.Length + (digits.Length > 1 ? 1 : 0) + (Math.Abs(exponent) >= 100 ? 5 : 4);
        return sign + (fixedWidth <= scientificWidth ? Fixed(digits, exponent) : Scientific(digits, exponent));
    }

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + digits;
        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : string.Concat(digits.AsSpan(0, exponent + 1), ".", digits.AsSpan(exponent + 1));
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : string.Concat(digits.AsSpan(0, 1), ".", digits.AsSpan(1));
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }
}
