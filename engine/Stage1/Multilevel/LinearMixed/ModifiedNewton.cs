using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Multilevel.LinearMixed;

/// <summary>Newton's step made to descend: negative curvature is turned round, and followed where the gradient vanishes.</summary>
/// <remarks>Source: Nocedal and Wright, Numerical Optimization, section 3.4.</remarks>
internal static class ModifiedNewton
{
    /// <summary>Fills the step; returns the largest scaled gradient element and whether the step only follows negative curvature.</summary>
    /// <param name="hessian">m x m; destroyed.</param>
    /// <param name="gradient">m.</param>
    /// <param name="point">m, whose size bounds the step.</param>
    /// <param name="negative">Share of the largest curvature by which a negative one counts as such.</param>
    /// <param name="step">m, overwritten.</param>
    /// <param name="vectors">m x m scratch.</param>
    internal static (double Gradient, bool Saddle) Step(double[] hessian, ReadOnlySpan<double> gradient, ReadOnlySpan<double> point, double negative, Span<double> step, double[] vectors)
    {
        var m = gradient.Length;
        SymmetricEigen.Decompose(hessian, m, vectors);
        var (largest, lowest) = (1e-300, 0);
        for (var k = 0; k < m; k++)
        {
            largest = Math.Max(largest, Math.Abs(hessian[k * m + k]));
            if (hessian[k * m + k] < hessian[lowest * m + lowest])
                lowest = k;
        }

        step.Clear();
        var scaled = 0.0;
        for (var k = 0; k < m; k++)
        {
            var along = 0.0;
            for (var j = 0; j < m; j++)
                along += vectors[j * m + k] * gradient[j];
            var curvature = Math.Max(Math.Abs(hessian[k * m + k]), 1e-9 * largest);
            scaled = Math.Max(scaled, Math.Abs(along) / Math.Sqrt(curvature));
            for (var j = 0; j < m; j++)
                step[j] -= along / curvature * vectors[j * m + k];
        }

        var radius = 1.0;
        foreach (var element in point)
            radius = Math.Max(radius, Math.Abs(element));
        var saddle = scaled < 1e-5 && hessian[lowest * m + lowest] < -negative * largest;
        for (var j = 0; saddle && j < m; j++)
            step[j] = 0.5 * radius * vectors[j * m + lowest];
        var longest = 2 * radius / Math.Max(2 * radius, VectorAlgebra.MaximumAbsolute(step));
        foreach (ref var element in step)
            element *= longest;
        return (scaled, saddle);
    }
}
