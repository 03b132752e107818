namespace IpdEngine.Simulation.Coverage;

/// <summary>Two-sided critical values at 95 %.</summary>
internal static class Critical
{
    private const double Normal = 1.959963984540054;

    public static double Of(double degreesOfFreedom) => double.IsPositiveInfinity(degreesOfFreedom)
        ? Normal
        : throw new ArgumentException($"found {degreesOfFreedom} degrees of freedom, expected infinity: stage 1's intervals are normal");
}
