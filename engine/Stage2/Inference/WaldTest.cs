namespace IpdEngine.Stage2.Inference;

/// <summary>Wald-type test that several coefficients are zero.</summary>
internal static class WaldTest
{
    /// <summary>Chi-square b'V^-1 b, or F (over the number of coefficients) where the reference has finite degrees of freedom.</summary>
    /// <param name="tested">Indices of the coefficients.</param>
    /// <param name="beta">All coefficients (p).</param>
    /// <param name="covariance">Their covariance (p x p).</param>
    /// <param name="scale">Factor on the covariance.</param>
    /// <param name="df">Denominator degrees of freedom; infinity for chi-square.</param>
    public static OmnibusTest Of(ReadOnlySpan<int> tested, ReadOnlySpan<double> beta, double[,] covariance, double scale, double df)
    {
        var m = tested.Length;
        var (inverse, b) = (new double[m * m], new double[m]);
        // Scaled to unit variances before the inverse, so that units cost no digits.
        for (var i = 0; i < m; i++)
        {
            b[i] = beta[tested[i]] / Math.Sqrt(scale * covariance[tested[i], tested[i]]);
            for (var j = 0; j < m; j++)
                inverse[i * m + j] = covariance[tested[i], tested[j]] / Math.Sqrt(covariance[tested[i], tested[i]] * covariance[tested[j], tested[j]]);
        }
        SmallMatrix.InvertPositiveDefinite(inverse, m);
        var statistic = 0.0;
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                statistic += b[i] * inverse[i * m + j] * b[j];
        return double.IsPositiveInfinity(df)
            ? new OmnibusTest(statistic, m, df, ReferenceDistribution.ChiSquaredUpperTail(statistic, m))
            : new OmnibusTest(statistic / m, m, df, ReferenceDistribution.FisherUpperTail(statistic / m, m, df));
    }
}
