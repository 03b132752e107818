using MathNet.Numerics.Distributions;

namespace IpdEngine.Report.Tables;

/// <summary>A coefficient's test and interval against its reference distribution.</summary>
/// <param name="Statistic">Estimate over standard error.</param>
/// <param name="PValue">Two-sided p.</param>
/// <param name="ConfLow">Lower confidence limit.</param>
/// <param name="ConfHigh">Upper confidence limit.</param>
internal sealed record Reference(double Statistic, double PValue, double ConfLow, double ConfHigh)
{
    /// <summary>Where no test is meant.</summary>
    public static Reference None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The Wald test and interval: t with <paramref name="df"/> degrees of freedom, the normal where they are infinite.</summary>
    public static Reference Of(double estimate, double standardError, double df, double level)
    {
        if (!double.IsFinite(estimate) || !(standardError > 0) || !double.IsFinite(standardError) || !(df > 0))
            return None;
        var statistic = estimate / standardError;
        var tail = (1 - level) / 2;
        var (p, quantile) = double.IsPositiveInfinity(df)
            ? (2 * Normal.CDF(0, 1, -Math.Abs(statistic)), -Normal.InvCDF(0, 1, tail))
            : (2 * StudentT.CDF(0, 1, df, -Math.Abs(statistic)), -StudentT.InvCDF(0, 1, df, tail));
        return new Reference(statistic, p, estimate - quantile * standardError, estimate + quantile * standardError);
    }
}
