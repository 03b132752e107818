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

    /// <summary>Test that the coefficients from <paramref name="first"/> on are zero: chi-square, or F where the reference is t.</summary>
    public static OmnibusTest Omnibus(ReadOnlySpan<double> beta, double[,] covariance, double df, int first = 1)
    {
        Span<int> which = stackalloc int[beta.Length - first];
        for (var i = 0; i < which.Length; i++)
            which[i] = first + i;
        return Omnibus(beta, covariance, df, which);
    }

    /// <summary>Test that the named coefficients are zero together.</summary>
    public static OmnibusTest Omnibus(ReadOnlySpan<double> beta, double[,] covariance, double df, ReadOnlySpan<int> which)
    {
        var m = which.Length;
        var statistic = WaldForm(beta, covariance, which);
        return double.IsPositiveInfinity(df)
            ? new OmnibusTest(statistic, m, df, ReferenceDistribution.ChiSquaredUpperTail(statistic, m))
            : new OmnibusTest(statistic / m, m, df, ReferenceDistribution.FisherUpperTail(statistic / m, m, df));
    }

    /// <summary>log|C| of the named rows and columns; NaN where not positive definite.</summary>
    public static double LogDeterminant(double[,] covariance, ReadOnlySpan<int> which)
    {
        var m = which.Length;
        Span<double> scaled = m <= 16 ? stackalloc double[m * m] : new double[m * m];
        var log = 0.0;
        for (var i = 0; i < m; i++)
        {
            log += Math.Log(covariance[which[i], which[i]]);
            for (var j = 0; j <= i; j++)
                scaled[i * m + j] = covariance[which[i], which[j]] / Math.Sqrt(covariance[which[i], which[i]] * covariance[which[j], which[j]]);
        }
        return log + SmallMatrix.Factor(scaled, m);
    }

    /// <summary>b' C^-1 b of the named coefficients.</summary>
    public static double WaldForm(ReadOnlySpan<double> beta, double[,] covariance, ReadOnlySpan<int> which)
    {
        var m = which.Length;
        Span<double> inverse = m <= 16 ? stackalloc double[m * m] : new double[m * m];
        // Scaled to unit variances before the inverse, so that units cost no digits.
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                inverse[i * m + j] = covariance[which[i], which[j]] / Math.Sqrt(covariance[which[i], which[i]] * covariance[which[j], which[j]]);
        SmallMatrix.InvertPositiveDefinite(inverse, m);
        var statistic = 0.0;
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                statistic += beta[which[i]] / Math.Sqrt(covariance[which[i], which[i]]) * inverse[i * m + j] * beta[which[j]] / Math.Sqrt(covariance[which[j], which[j]]);
        return statistic;
    }
}
