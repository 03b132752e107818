using System.Globalization;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>What a plot demands of its numbers; anything else is the caller's mistake.</summary>
internal static class Demand
{
    /// <summary>At least one mark.</summary>
    public static void Some(int count, string what)
    {
        if (count == 0)
            throw new ArgumentException($"Found no {what}, expected at least one to draw.", what);
    }

    /// <summary>Finite numbers.</summary>
    public static void Finite(string what, string where, params ReadOnlySpan<double> values)
    {
        foreach (var value in values)
            if (!double.IsFinite(value))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found {what} {value} of {where}, expected a finite number: leave it out."), what);
    }

    /// <summary>Finite numbers above zero.</summary>
    public static void Positive(string what, string where, params ReadOnlySpan<double> values)
    {
        Finite(what, where, values);
        foreach (var value in values)
            if (value <= 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found {what} {value} of {where}, expected a number above 0: leave it out."), what);
    }
}
