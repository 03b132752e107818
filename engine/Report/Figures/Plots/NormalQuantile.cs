using System.Globalization;
using MathNet.Numerics.Distributions;

namespace IpdEngine.Report.Figures.Plots;

/// <summary>Quantiles of the standard normal distribution.</summary>
internal static class NormalQuantile
{
    /// <summary>Half the width, in standard errors, of an interval at a confidence level.</summary>
    /// <exception cref="ArgumentException">The level is not between 0 and 1.</exception>
    public static double TwoSided(double level) => level is > 0 and < 1
        ? Normal.InvCDF(0, 1, (1 + level) / 2)
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Found level {level}, expected a number between 0 and 1, such as 0.95."), nameof(level));
}
