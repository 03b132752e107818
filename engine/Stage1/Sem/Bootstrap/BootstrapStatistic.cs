using MathNet.Numerics.Distributions;

namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>One statistic over the draws that have it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">Its value in the sample itself.</param>
/// <param name="Usable">Draws with a finite value: the others have failed, and are counted by status in the result.</param>
/// <param name="Mean">Mean over them; NaN where there are none.</param>
/// <param name="StandardError">Their SD (n - 1); NaN below two.</param>
/// <param name="Percentile">Percentile interval.</param>
/// <param name="BiasCorrected">Bias-corrected interval: percentiles moved by the share of draws below the estimate.</param>
/// <remarks>
/// Efron and Tibshirani (1993), An Introduction to the Bootstrap, sections 13.3 and 14.3 (acceleration zero); quantiles interpolated on the normal scale as in the
/// R packages boot (<c>norm.inter</c>) and lavaan (<c>perc</c>, <c>bca.simple</c>).
/// </remarks>
public sealed record BootstrapStatistic(
    string Name, double Estimate, int Usable, double Mean, double StandardError, (double Low, double High) Percentile, (double Low, double High) BiasCorrected)
{
    /// <summary>Sums up the values of the draws, in any order.</summary>
    internal static BootstrapStatistic Of(string name, double estimate, double[] values, double level)
    {
        var n = values.Length;
        if (n < 2)
            return new BootstrapStatistic(name, estimate, n, n == 0 ? double.NaN : values[0], double.NaN, (double.NaN, double.NaN), (double.NaN, double.NaN));
        Array.Sort(values);
        double mean = 0, squares = 0;
        foreach (var value in values)
            mean += value / n;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        double low = (1 - level) / 2, high = (1 + level) / 2;
        var below = 0;
        while (below < n && values[below] < estimate)
            below++;
        var bias = Normal.InvCDF(0, 1, (double)below / n);
        return new BootstrapStatistic(
            name, estimate, n, mean, Math.Sqrt(squares / (n - 1)), (Quantile(values, low), Quantile(values, high)), (Corrected(low), Corrected(high)));

        // Where all draws lie on one side of the estimate there is no bias to correct by: no interval.
        double Corrected(double alpha) =>
            double.IsFinite(bias) ? Quantile(values, Normal.CDF(0, 1, 2 * bias + Normal.InvCDF(0, 1, alpha))) : double.NaN;
    }

    /// <summary>A quantile of sorted values, between order statistics on the normal scale.</summary>
    internal static double Quantile(double[] sorted, double alpha)
    {
        var n = sorted.Length;
        var rank = (n + 1) * alpha;
        var k = (int)rank;
        if (k < 1)
            return sorted[0];
        if (k >= n)
            return sorted[n - 1];
        if (rank == k)
            return sorted[k - 1];
        double at = Normal.InvCDF(0, 1, alpha), from = Normal.InvCDF(0, 1, (double)k / (n + 1)), to = Normal.InvCDF(0, 1, (k + 1.0) / (n + 1));
        return sorted[k - 1] + (at - from) / (to - from) * (sorted[k] - sorted[k - 1]);
    }
}
