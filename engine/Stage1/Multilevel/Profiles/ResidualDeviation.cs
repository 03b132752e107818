using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>sigma held: the others are Lambda.</summary>
internal sealed class ResidualDeviation(PenalisedDeviance deviance, PenalisedGradient gradient, double sigma) : ProfiledParameter
{
    internal override string Name => "sigma";

    internal override double Estimate => sigma;

    internal override double Step => sigma / Math.Sqrt(2.0 * deviance.Freedom);

    internal override double Least => 0;

    internal override double[] Others(double[] lambda) => [.. lambda];

    internal override double Evaluate(double value, ReadOnlySpan<double> others, Span<double> slopes)
    {
        var result = deviance.Value(others, value);
        if (!double.IsFinite(result))
            return double.PositiveInfinity;
        gradient.Compute();
        for (var k = 0; k < slopes.Length; k++)
            slopes[k] = LogSlope(deviance, gradient, k) + gradient.ResidualSlopes[k] / (value * value);
        return result;
    }
}
