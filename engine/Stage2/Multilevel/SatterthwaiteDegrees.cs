using IpdEngine.Numerics;

namespace IpdEngine.Stage2.Multilevel;

/// <summary>Satterthwaite's degrees of freedom from the uncertainty of the variance components.</summary>
/// <remarks>
/// df = 2 f^2 / (g'V g), f = c'A^-1 c, g its derivatives by the components, V the inverse of their expected information: Giesbrecht and Burns 1985,
/// Biometrics 41:477. A component at zero has no uncertainty of first order and drops out, as in lmerTest; with none left df is k - p.
/// </remarks>
internal static class SatterthwaiteDegrees
{
    // Directions of the information below this share of the largest have no information.
    private const double Share = 1e-10;

    /// <summary>One number a coefficient (p), at the criterion's last point.</summary>
    public static double[] Of(EffectBlocks data, MultilevelCriterion criterion)
    {
        var (p, q, elements) = (data.P, criterion.Count, data.Offsets[^1]);
        var curvature = new double[q * q];
        criterion.Expected(curvature);
        var inverse = PseudoInverse(curvature, q);
        var jacobian = criterion.ElementDerivatives;
        var degrees = new double[p];
        double[] c = new double[p], s = new double[p], slopes = new double[q];
        for (var j = 0; j < p; j++)
        {
            // Coefficient j of X is c'g with c a row of R^-1: s = A^-1 c.
            data.Design.Row(j, c);
            SymmetricAlgebra.Multiply(criterion.Moments.Covariance, c, s, p, p, 1);
            var f = VectorAlgebra.Dot(c, s);
            Array.Clear(slopes);
            for (var e = 0; e < elements; e++)
            {
                var slope = SymmetricAlgebra.QuadraticForm(criterion.Second.Form(e), p, s);
                for (var a = 0; a < q; a++)
                    slopes[a] += slope * jacobian[e * q + a];
            }
            // The curvature is that of -2 log L: twice its inverse is the covariance of the parameters.
            var variance = 2 * SymmetricAlgebra.QuadraticForm(inverse, q, slopes);
            degrees[j] = variance > Share * f * f ? 2 * f * f / variance : data.K - p;
        }
        return degrees;
    }

    private static double[] PseudoInverse(double[] m, int n)
    {
        double[] scaled = new double[n * n], vectors = new double[n * n], inverse = new double[n * n];
        var scale = new double[n];
        for (var i = 0; i < n; i++)
            scale[i] = m[i * n + i] > 0 ? 1 / Math.Sqrt(m[i * n + i]) : 0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                scaled[i * n + j] = m[i * n + j] * scale[i] * scale[j];
        SymmetricEigen.Decompose(scaled, n, vectors);
        for (var e = 0; e < n; e++)
            if (scaled[e * n + e] > Share)
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                        inverse[i * n + j] += vectors[i * n + e] * vectors[j * n + e] / scaled[e * n + e] * scale[i] * scale[j];
        return inverse;
    }
}
