using MathNet.Numerics;

namespace IpdEngine.Stage2.Inference;

/// <summary>Tail probabilities and quantiles of the normal, t, chi-square and F distributions.</summary>
/// <remarks>
/// Tails come from the regularised incomplete beta and gamma functions (Abramowitz and Stegun 26.4.19, 26.5.27, 26.6.2), so that small p keep
/// their relative accuracy. Quantiles are Newton steps on those tails from Hill's (1970, CACM 13:619) and Wilson and Hilferty's (1931)
/// approximations: MathNet's own search takes ten times as long, and a pool needs three quantiles.
/// </remarks>
public static class ReferenceDistribution
{
    private const int MaxSteps = 60;

    /// <summary>Two-sided p of a statistic; infinite degrees of freedom mean the normal.</summary>
    public static double TwoSidedP(double statistic, double df)
    {
        var t = Math.Abs(statistic);
        if (double.IsNaN(t) || double.IsNaN(df))
            return double.NaN;
        if (double.IsPositiveInfinity(t))
            return 0;
        return double.IsPositiveInfinity(df)
            ? SpecialFunctions.Erfc(t / Constants.Sqrt2)
            : SpecialFunctions.BetaRegularized(df / 2, 0.5, df / (df + t * t));
    }

    /// <summary>The two-sided critical value at a confidence level; infinite degrees of freedom mean the normal.</summary>
    public static double Critical(double level, double df) =>
        double.IsPositiveInfinity(df) ? Constants.Sqrt2 * SpecialFunctions.ErfInv(level) : StudentUpper((1 - level) / 2, df);

    /// <summary>Upper tail of chi-square.</summary>
    public static double ChiSquaredUpperTail(double x, double df) => x <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);

    /// <summary>Upper tail of F; infinite denominator degrees of freedom mean chi-square over its own.</summary>
    public static double FisherUpperTail(double f, double df1, double df2)
    {
        if (!(f > 0))
            return double.IsNaN(f) ? double.NaN : 1;
        if (double.IsPositiveInfinity(f))
            return 0;
        return double.IsPositiveInfinity(df2)
            ? ChiSquaredUpperTail(f * df1, df1)
            : SpecialFunctions.BetaRegularized(df2 / 2, df1 / 2, df2 / (df2 + df1 * f));
    }

    /// <summary>The value whose lower tail under chi-square is <paramref name="lower"/>.</summary>
    public static double ChiSquaredQuantile(double lower, double df)
    {
        var z = -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * lower);
        var c = 2 / (9 * df);
        var x = df * Math.Pow(Math.Max(1 - c + z * Math.Sqrt(c), 1e-3), 3);
        var fromBelow = lower <= 0.5;
        if (fromBelow && (df < 2 || x < 0.1))
            x = 2 * Math.Exp((Math.Log(lower) + SpecialFunctions.GammaLn(df / 2 + 1)) / (df / 2));
        double low = 0, high = double.PositiveInfinity;
        var logGamma = SpecialFunctions.GammaLn(df / 2);
        for (var step = 0; step < MaxSteps; step++)
        {
            var excess = fromBelow
                ? SpecialFunctions.GammaLowerRegularized(df / 2, x / 2) - lower
                : 1 - lower - SpecialFunctions.GammaUpperRegularized(df / 2, x / 2);
            if (excess > 0)
                high = x;
            else
                low = x;
            var density = 0.5 * Math.Exp((df / 2 - 1) * Math.Log(x / 2) - x / 2 - logGamma);
            var next = x - excess / density;
            if (!(next > low && next < high))
                next = double.IsPositiveInfinity(high) ? 2 * x : 0.5 * (low + high);
            if (Math.Abs(next - x) <= 1e-13 * x)
                return next;
            x = next;
        }
        return x;
    }

    /// <summary>The value whose upper tail under t is <paramref name="upper"/> (below one half).</summary>
    private static double StudentUpper(double upper, double df)
    {
        var logNorm = SpecialFunctions.GammaLn((df + 1) / 2) - SpecialFunctions.GammaLn(df / 2) - 0.5 * Math.Log(df * Math.PI);
        var t = HillStart(2 * upper, df);
        double low = 0, high = double.PositiveInfinity;
        for (var step = 0; step < MaxSteps; step++)
        {
            var excess = 0.5 * SpecialFunctions.BetaRegularized(df / 2, 0.5, df / (df + t * t)) - upper;
            if (excess > 0)
                low = t;
            else
                high = t;
            var density = Math.Exp(logNorm - 0.5 * (df + 1) * Math.Log(1 + t * t / df));
            var next = t + excess / density;
            if (!(next > low && next < high))
                next = double.IsPositiveInfinity(high) ? 2 * t : 0.5 * (low + high);
            if (Math.Abs(next - t) <= 1e-13 * t)
                return next;
            t = next;
        }
        return t;
    }

    /// <summary>Hill's algorithm 396: the two-sided quantile to about six digits.</summary>
    private static double HillStart(double p, double n)
    {
        if (n <= 1)
            return 1 / Math.Tan(p * Constants.PiOver2);
        if (n <= 2)
            return Math.Sqrt(2 / (p * (2 - p)) - 2);
        var a = 1 / (n - 0.5);
        var b = 48 / (a * a);
        var c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
        var d = ((94.5 / (b + c) - 3) / b + 1) * Math.Sqrt(a * Constants.PiOver2) * n;
        var y = Math.Pow(d * p, 2 / n);
        if (y > 0.05 + a)
        {
            var x = -Constants.Sqrt2 * SpecialFunctions.ErfcInv(p);
            y = x * x;
            if (n < 5)
                c += 0.3 * (n - 4.5) * (x + 0.6);
            c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
            y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x;
            y = Math.Exp(a * y * y) - 1;
        }
        else
        {
            y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1) * (n + 1) / (n + 2) + 1 / y;
        }
        return Math.Sqrt(n * y);
    }
}
