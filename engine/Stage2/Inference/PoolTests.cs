namespace IpdEngine.Stage2.Inference;

/// <summary>Wald-type and Knapp-Hartung tests of pooled coefficients.</summary>
/// <remarks>Knapp and Hartung 2003, Stat Med 22:2693; guarded: Roever, Knapp and Friede 2015, BMC Med Res Methodol 15:99.</remarks>
internal static class PoolTests
{
    /// <summary>The factor on the covariance of the coefficients: sum w e^2 / df, at least 1 under the guard; 1 for Wald-type tests.</summary>
    public static double ScaleFactor(double residualSum, int df, PoolTest test) => test switch
    {
        PoolTest.Knha => residualSum / df,
        PoolTest.AdHoc => Math.Max(1, residualSum / df),
        _ => 1,
    };

    /// <summary>Degrees of freedom of the reference distribution: infinite for the normal.</summary>
    public static double DegreesOfFreedom(int residual, PoolTest test) => test == PoolTest.Z ? double.PositiveInfinity : residual;

    /// <summary>Multiplies every element.</summary>
    public static void Scale(double[,] covariance, double factor)
    {
        if (factor.Equals(1.0))
            return;
        for (var i = 0; i < covariance.GetLength(0); i++)
            for (var j = 0; j < covariance.GetLength(1); j++)
                covariance[i, j] *= factor;
    }

    /// <summary>A coefficient with its test and interval.</summary>
    public static Coefficient Test(string term, double estimate, double error, double df, double critical)
    {
        var statistic = estimate / error;
        return new Coefficient(term, estimate, error, statistic, df, ReferenceDistribution.TwoSidedP(statistic, df),
            estimate - critical * error, estimate + critical * error);
    }

    /// <summary>Test that all coefficients but the first are zero: chi-square, or F where the reference is t.</summary>
    public static OmnibusTest Omnibus(ReadOnlySpan<double> beta, double[,] covariance, double df)
    {
        var m = beta.Length - 1;
        var inverse = new double[m * m];
        // Scaled to unit variances before the inverse, so that units cost no digits.
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                inverse[i * m + j] = covariance[i + 1, j + 1] / Math.Sqrt(covariance[i + 1, i + 1] * covariance[j + 1, j + 1]);
        SmallMatrix.InvertPositiveDefinite(inverse, m);
        var statistic = 0.0;
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                statistic += beta[i + 1] / Math.Sqrt(covariance[i + 1, i + 1]) * inverse[i * m + j] * beta[j + 1] / Math.Sqrt(covariance[j + 1, j + 1]);
        return double.IsPositiveInfinity(df)
            ? new OmnibusTest(statistic, m, df, ReferenceDistribution.ChiSquaredUpperTail(statistic, m))
            : new OmnibusTest(statistic / m, m, df, ReferenceDistribution.FisherUpperTail(statistic / m, m, df));
    }
}
