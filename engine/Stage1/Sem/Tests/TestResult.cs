using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Tests;

/// <summary>A chi-square test.</summary>
/// <param name="Statistic">The statistic; NaN where the test cannot be had, and <paramref name="Note"/> says why.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom.</param>
/// <param name="PValue">Upper tail of the central chi-square.</param>
/// <param name="ScalingFactor">What the plain statistic was divided by; 1 where it was not scaled.</param>
/// <param name="Note">A remark, or null.</param>
public sealed record TestResult(double Statistic, int DegreesOfFreedom, double PValue, double ScalingFactor = 1, string? Note = null)
{
    internal static TestResult Of(double statistic, int df, double scale = 1, string? note = null) =>
        new(statistic, df, df > 0 && statistic >= 0 ? NoncentralChiSquared.CentralUpperTail(statistic, df) : double.NaN, scale, note);
}
