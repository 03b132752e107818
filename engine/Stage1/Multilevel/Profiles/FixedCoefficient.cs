using IpdEngine.Stage1.Multilevel.Lmm;

namespace IpdEngine.Stage1.Multilevel.Profiles;

/// <summary>A fixed effect held: the others are Lambda; the other fixed effects and sigma are profiled out.</summary>
/// <remarks>At a given Lambda the residual sum of squares with beta_j = c is r^2 + (c - beta_j)^2 / v_j, v_j the unscaled variance of beta_j.</remarks>
internal sealed class FixedCoefficient(
    PenalisedDeviance deviance, PenalisedGradient gradient, FittedModel model, int index, double estimate, double error) : ProfiledParameter
{
    private readonly double[] _contrast = Contrast(model, index);
    private readonly double[] _varianceSlopes = new double[model.Parameters.Full], _meanSlopes = new double[model.Parameters.Full];

    internal override string Name => model.Rows.FixedNames[index];

    internal override double Estimate => estimate;

    internal override double Step => error;

    internal override double[] Others(double[] lambda) => [.. lambda];

    internal override double Evaluate(double value, ReadOnlySpan<double> others, Span<double> slopes)
    {
        if (!double.IsFinite(deviance.Value(others)))
            return double.PositiveInfinity;
        gradient.Compute();
        var p = deviance.Fixed;
        var ofBasis = new double[p];
        var solution = gradient.Solution();
        for (var k = 0; k < p; k++)
            ofBasis[k] = -solution[model.Layout.Sparse + k];
        var mean = model.Basis.Coefficients(ofBasis)[index];
        gradient.MeanSlopes(_contrast, _meanSlopes);
        var variance = gradient.ContrastSlopes(_contrast, _varianceSlopes);
        var (far, n) = (value - mean, (double)deviance.Freedom);
        var squares = deviance.ResidualSquares + far * far / variance;
        for (var k = 0; k < slopes.Length; k++)
        {
            var slope = gradient.ResidualSlopes[k] - 2 * far / variance * _meanSlopes[k] - far * far / (variance * variance) * _varianceSlopes[k];
            slopes[k] = LogSlope(deviance, gradient, k) + n / squares * slope;
        }

        return deviance.LogDeterminants + n * (1 + Math.Log(2 * Math.PI * squares / n));
    }

    private static double[] Contrast(FittedModel model, int index)
    {
        double[] unit = new double[model.Rows.Fixed], contrast = new double[model.Rows.Fixed];
        unit[index] = 1;
        model.Basis.Contrast(unit, contrast);
        return contrast;
    }
}
