namespace IpdEngine.Panel;

/// <summary>One bit pattern a value: the one NaN for missing, +0 for -0.</summary>
internal static class Finite
{
    /// <exception cref="ArgumentException">Infinite.</exception>
    internal static double Of(double value)
    {
        if (double.IsInfinity(value))
            throw new ArgumentException($"found {value}, expected a finite number or NaN for missing", nameof(value));
        return double.IsNaN(value) ? double.NaN : value + 0.0;
    }
}
