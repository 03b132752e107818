using IpdEngine.Numerics;

namespace IpdEngine.Stage1.Sem.Fit;

/// <summary>Root mean square error of approximation with its 90 % interval and test of close fit.</summary>
/// <param name="Estimate">The estimate.</param>
/// <param name="Lower">Lower limit of the 90 % interval.</param>
/// <param name="Upper">Upper limit.</param>
/// <param name="CloseFit">p of the hypothesis that it is at most 0.05.</param>
internal sealed record RootMeanSquareError(double Estimate, double Lower, double Upper, double CloseFit)
{
    /// <summary>
    /// RMSEA = sqrt(max(0, chisq/(N df) - c/N)); limits sqrt(c lambda/(N df)), lambda the noncentralities that leave 5 % on either side.
    /// </summary>
    /// <remarks>
    /// Steiger and Lind (1980); Browne and Cudeck (1992), doi 10.1177/0049124192021002005; N, not N - 1, and the scaled forms as lavaan 0.6-14
    /// has them: the estimate from <paramref name="chisq"/>, the interval and the test from <paramref name="testStatistic"/>.
    /// </remarks>
    public static RootMeanSquareError Of(double chisq, double testStatistic, double df, double n, double scale = 1)
    {
        if (!(df > 0) || !double.IsFinite(chisq) || !double.IsFinite(testStatistic) || !double.IsFinite(scale))
            return new RootMeanSquareError(df == 0 ? 0 : double.NaN, df == 0 ? 0 : double.NaN, df == 0 ? 0 : double.NaN, double.NaN);
        var estimate = Math.Sqrt(Math.Max(0, chisq / n / df - scale / n));
        var lower = NoncentralChiSquared.NoncentralityOf(testStatistic, df, 0.95);
        var upper = NoncentralChiSquared.NoncentralityOf(testStatistic, df, 0.05);
        var close = 1 - NoncentralChiSquared.Cumulative(testStatistic, df, n * df / scale * 0.05 * 0.05);
        return new RootMeanSquareError(estimate, Math.Sqrt(scale * lower / (n * df)), Math.Sqrt(scale * upper / (n * df)), close);
    }
}
