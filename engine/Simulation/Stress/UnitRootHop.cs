namespace IpdEngine.Simulation.Stress;

/// <summary>Takes a point just short of a unit root to the other side, where the second optimiser starts again.</summary>
/// <remarks>
/// The covariance of y(1) and that of y(t), t > 1, with it depend on Omega and P(1) only through their sum and through (I - Phi) Omega. Both are kept while the
/// dominant root of Phi moves past 1: the large part of Omega and of P(1) then changes its sign, and the likelihood little.
/// </remarks>
internal static class UnitRootHop
{
    private static readonly double[] s_distances = [0.02, 0.1, 0.3];

    /// <summary>Points beyond the root at several distances; none where the dominant root is not real.</summary>
    public static IEnumerable<double[]> From(DirectLikelihood likelihood, double[] point)
    {
        var (lags, intercepts, first) = (likelihood.Lags, likelihood.Intercepts, likelihood.Residual(0));
        var (aa, sa, ss, @as) = (point[lags], point[lags + 1], point[lags + 2], point[lags + 3]);
        var discriminant = (aa - ss) * (aa - ss) / 4 + sa * @as;
        if (!(discriminant > 0))
            yield break;
        var half = Math.Sqrt(discriminant);
        var root = (aa + ss) / 2 + half;

        // The projection on the dominant root's direction: (Phi - other root) / (root - other root).
        var other = root - 2 * half;
        double[] along = [(aa - other) / (2 * half), sa / (2 * half), @as / (2 * half), (ss - other) / (2 * half)];
        var (oa, os, both) = (point[intercepts], point[intercepts + 1], point[intercepts + 2]);
        double[] gamma = [(1 - aa) * oa - sa * both, (1 - aa) * both - sa * os, -@as * oa + (1 - ss) * both, -@as * both + (1 - ss) * os];
        foreach (var distance in s_distances)
        {
            var step = 1 + distance - root;
            var beyond = (double[])point.Clone();
            (beyond[lags], beyond[lags + 1], beyond[lags + 2], beyond[lags + 3]) = (aa + step * along[0], sa + step * along[1], ss + step * along[3], @as + step * along[2]);
            var (b11, b12, b21, b22) = (1 - beyond[lags], -beyond[lags + 1], -beyond[lags + 3], 1 - beyond[lags + 2]);
            var determinant = b11 * b22 - b12 * b21;
            var omegaA = (b22 * gamma[0] - b12 * gamma[2]) / determinant;
            var omegaS = (b11 * gamma[3] - b21 * gamma[1]) / determinant;
            var omega = (b22 * gamma[1] - b12 * gamma[3] + b11 * gamma[2] - b21 * gamma[0]) / (2 * determinant);
            (beyond[intercepts], beyond[intercepts + 1], beyond[intercepts + 2]) = (omegaA, omegaS, omega);
            (beyond[first], beyond[first + 1], beyond[first + 2]) = (point[first] + oa - omegaA, point[first + 1] + os - omegaS, point[first + 2] + both - omega);
            yield return beyond;
        }
    }
}
