using MathNet.Numerics;

namespace IpdEngine.Stage2.Inference;

/// <summary>The standard normal distribution; both tails keep their relative accuracy.</summary>
internal static class StandardNormal
{
    private static readonly double s_norm = 1 / Math.Sqrt(2 * Math.PI);

    /// <summary>P(Z &lt;= z).</summary>
    public static double Lower(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>P(Z &gt; z).</summary>
    public static double Upper(double z) => 0.5 * SpecialFunctions.Erfc(z / Constants.Sqrt2);

    /// <summary>Density at z.</summary>
    public static double Density(double z) => s_norm * Math.Exp(-0.5 * z * z);

    /// <summary>The value whose upper tail is <paramref name="upper"/> (0 gives infinity).</summary>
    public static double UpperQuantile(double upper) => Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * upper);
}
