using MathNet.Numerics;

namespace IpdEngine.Numerics;

/// <summary>The noncentral chi-squared distribution function, its root in the noncentrality, and the central upper tail.</summary>
/// <remarks>A Poisson mixture of central distributions, summed outwards from its largest weight: Ding (1992), doi 10.2307/2347584.</remarks>
public static class NoncentralChiSquared
{
    private const double Negligible = 1e-16;

    // Above it the number of terms grows without end, and Sankaran's transformation is good to 1e-6.
    private const double Large = 1e6;

    /// <summary>P(X &lt;= x) for <paramref name="degrees"/> degrees of freedom and noncentrality <paramref name="noncentrality"/>.</summary>
    public static double Cumulative(double x, double degrees, double noncentrality)
    {
        if (!(degrees > 0) || !(noncentrality >= 0) || double.IsNaN(x))
            return double.NaN;
        if (x <= 0)
            return 0;
        var half = x / 2;
        if (noncentrality == 0)
            return SpecialFunctions.GammaLowerRegularized(degrees / 2, half);
        if (Math.Max(x, noncentrality) > Large)
            return Sankaran(x, degrees, noncentrality);
        var rate = noncentrality / 2;
        var mode = Math.Floor(rate);
        var shape = degrees / 2 + mode;
        var weightAtMode = Math.Exp(mode * Math.Log(rate) - rate - SpecialFunctions.GammaLn(mode + 1));
        var centralAtMode = SpecialFunctions.GammaLowerRegularized(shape, half);
        // P(a+1, h) = P(a, h) - h^a e^-h / Gamma(a+1): the same density term carries the sum both ways.
        var stepAtMode = Math.Exp(shape * Math.Log(half) - half - SpecialFunctions.GammaLn(shape + 1));
        var sum = weightAtMode * centralAtMode;
        var (weight, central, step) = (weightAtMode, centralAtMode, stepAtMode);
        for (var j = mode + 1; j < mode + 100_000; j++)
        {
            central -= step;
            step *= half / (degrees / 2 + j);
            weight *= rate / j;
            if (central <= 0 || weight * central < Negligible * sum)
                break;
            sum += weight * central;
        }

        (weight, central, step) = (weightAtMode, centralAtMode, stepAtMode);
        for (var j = mode; j >= 1; j--)
        {
            step *= (degrees / 2 + j) / half;
            central += step;
            weight *= j / rate;
            sum += weight * central;
            if (weight < Negligible * sum || weight == 0)
                break;
        }

        return Math.Min(1, sum);
    }

    // The power of x that is nearest to normal: Sankaran (1963), doi 10.1093/biomet/50.1-2.199.
    private static double Sankaran(double x, double degrees, double noncentrality)
    {
        var (mean, spread) = (degrees + noncentrality, degrees + 2 * noncentrality);
        var h = 1 - 2 * mean * (degrees + 3 * noncentrality) / (3 * spread * spread);
        var p = spread / (mean * mean);
        var m = (h - 1) * (1 - 3 * h);
        var z = (Math.Pow(x / mean, h) - (1 + h * p * (h - 1 - 0.5 * (2 - h) * m * p))) / (h * Math.Sqrt(2 * p) * (1 + 0.5 * m * p));
        return 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));
    }

    /// <summary>P(X &gt; x) of the central distribution.</summary>
    public static double CentralUpperTail(double x, double degrees) =>
        degrees > 0 && x >= 0 ? SpecialFunctions.GammaUpperRegularized(degrees / 2, x / 2) : double.NaN;

    /// <summary>The noncentrality at which P(X &lt;= x) equals <paramref name="probability"/>; 0 where even the central distribution gives less.</summary>
    public static double NoncentralityOf(double x, double degrees, double probability)
    {
        if (Cumulative(x, degrees, 0) <= probability)
            return 0;
        double low = 0, high = Math.Max(1, x);
        while (Cumulative(x, degrees, high) > probability)
            (low, high) = (high, 2 * high);
        var root = (low + high) / 2;
        for (var i = 0; i < 200; i++)
        {
            // dF/dlambda = (F(df + 2) - F(df)) / 2: Newton, kept inside its bracket.
            var value = Cumulative(x, degrees, root);
            if (value > probability)
                low = root;
            else
                high = root;
            var slope = 0.5 * (Cumulative(x, degrees + 2, root) - value);
            var next = root - (value - probability) / slope;
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - root) <= 1e-10 * (1 + root))
                return next;
            root = next;
        }

        return root;
    }
}
