using System.Globalization;

namespace IpdEngine.Report;

/// <summary>Numbers as text: exact in files that programs read, rounded in text that people read. No culture of the machine enters.</summary>
internal static class Numbers
{
    private const string Minus = "\u2212";
    private const string None = "\u2013";

    /// <summary>The shortest text that reads back to the same double; empty where the number is not defined.</summary>
    public static string Exact(double value)
    {
        if (double.IsNaN(value))
            return "";
        if (double.IsInfinity(value))
            return value > 0 ? "Inf" : "-Inf";
        return value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Rounded to a number of decimals, with a true minus sign; a dash where the number is not defined.</summary>
    public static string Fixed(double value, int decimals)
    {
        if (double.IsNaN(value))
            return None;
        if (double.IsInfinity(value))
            return value > 0 ? "\u221E" : Minus + "\u221E";
        var text = Math.Abs(value).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return value < 0 && text.AsSpan().ContainsAnyExcept('0', '.') ? Minus + text : text;
    }

    /// <summary>Rounded, without the zero before the point: for correlations and p values, as the field prints them.</summary>
    public static string Fraction(double value, int decimals)
    {
        var text = Fixed(value, decimals);
        return text.StartsWith("0.", StringComparison.Ordinal) ? text[1..]
            : text.StartsWith(Minus + "0.", StringComparison.Ordinal) ? Minus + text[2..]
            : text;
    }

    /// <summary>A p value: <c>&lt; .001</c> or three decimals.</summary>
    public static string P(double value) => value < 0.001 ? "< .001" : Fraction(value, 3);

    /// <summary>A p value after its sign: <c>p = .012</c>.</summary>
    public static string PEquals(double value) =>
        value < 0.001 ? "p < .001" : double.IsNaN(value) ? "p " + None : "p = " + Fraction(value, 3);

    /// <summary>Two limits in brackets.</summary>
    public static string Interval(double low, double high, int decimals) => $"[{Fixed(low, decimals)}, {Fixed(high, decimals)}]";

    /// <summary>A variance: four decimals, or a bound where it is smaller and not zero.</summary>
    public static string Variance(double value) => value == 0 ? "0" : value is > 0 and < 0.00005 ? "< 0.0001" : Fixed(value, 4);

    /// <summary>A variance after its sign: <c>= 0.0028</c> or <c>&lt; 0.0001</c>.</summary>
    public static string VarianceEquals(double value) => value is > 0 and < 0.00005 ? "< 0.0001" : "= " + Variance(value);

    /// <summary>A formula written with the letters of a keyboard, set with those of print.</summary>
    public static string Formula(string typed) => typed.Replace("+-", "\u00B1", StringComparison.Ordinal).Replace("sqrt(", "\u221A(", StringComparison.Ordinal)
        .Replace("^2", "\u00B2", StringComparison.Ordinal).Replace("tau2", "\u03C4\u00B2", StringComparison.Ordinal)
        .Replace(" - ", " \u2212 ", StringComparison.Ordinal);

    /// <summary>A count with commas between thousands.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Rounded to a number of digits, with a true minus sign; powers of ten where it would be long.</summary>
    public static string Significant(double value, int digits)
    {
        if (!double.IsFinite(value) || value == 0)
            return value == 0 ? "0" : Fixed(value, 0);
        var size = Math.Abs(value);
        if (size is >= 1e-4 and < 1e6)
            return (value < 0 ? Minus : "") + size.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) is var text
                && text.Contains('E', StringComparison.Ordinal) ? Fixed(value, 0) : text;
        var exponent = (int)Math.Floor(Math.Log10(size) + 1e-12);
        var head = Fixed(value / Math.Pow(10, exponent), digits - 1);
        head = head.Contains('.', StringComparison.Ordinal) ? head.TrimEnd('0').TrimEnd('.') : head;
        return head + "\u00D710" + Superscript(exponent);
    }

    private static string Superscript(int exponent) => string.Concat(exponent.ToString(CultureInfo.InvariantCulture)
        .Select(c => c == '-' ? '\u207B' : "\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079"[c - '0']));

    /// <summary>A coordinate of a drawing: two decimals at most, so that the last bit of a sum cannot show.</summary>
    public static string Coordinate(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
