using MathNet.Numerics;

namespace IpdEngine.Stage2.Effects;

/// <summary>Differences and ratios of two groups' means.</summary>
/// <remarks>
/// SMD: g = J(m) d with m = n1 + n2 - 2 and J(m) = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)) exact, var = 1/n1 + 1/n2 + g^2 / (2 (n1 + n2))
/// (Hedges and Olkin 1985). SMDH: standardised by the root of the mean of the variances (Bonett 2009, Psychol Methods 14:225). ROM: Hedges,
/// Gurevitch and Curtis 1999, Ecology 80:1150.
/// </remarks>
internal static class Means
{
    public static Func<int, RowEffect> Rule(EffectMeasure measure, NamedColumns columns)
    {
        var (n1, n2) = (columns.Required("n1i"), columns.Required("n2i"));
        if (measure == EffectMeasure.SMD && !columns.Has("m1i") && (columns.Has("di") || columns.Has("gi")))
        {
            var corrected = !columns.Has("di");
            var given = columns.Required(corrected ? "gi" : "di");
            return i => RefuseSizes(n1[i], n2[i]) ?? Standardised(corrected ? given[i] : Bias(n1[i] + n2[i] - 2) * given[i], n1[i], n2[i]);
        }
        var (m1, sd1, m2, sd2) = (columns.Required("m1i"), columns.Required("sd1i"), columns.Required("m2i"), columns.Required("sd2i"));
        return i => RefuseSizes(n1[i], n2[i]) ?? (sd1[i] < 0 || sd2[i] < 0
            ? RowEffect.Fault("range", "found a negative standard deviation, expected one of at least 0")
            : Effect(measure, m1[i], sd1[i], n1[i], m2[i], sd2[i], n2[i]));
    }

    /// <summary>J(m), the factor that takes Hedges' bias out of Cohen's d.</summary>
    public static double Bias(double m) =>
        m <= 1 ? double.NaN : Math.Exp(SpecialFunctions.GammaLn(m / 2) - 0.5 * Math.Log(m / 2) - SpecialFunctions.GammaLn((m - 1) / 2));

    private static RowEffect Effect(EffectMeasure measure, double m1, double sd1, double n1, double m2, double sd2, double n2)
    {
        var (v1, v2, m) = (sd1 * sd1, sd2 * sd2, n1 + n2 - 2);
        switch (measure)
        {
            case EffectMeasure.MD:
                return RowEffect.Of(m1 - m2, v1 / n1 + v2 / n2);
            case EffectMeasure.ROM:
                return m1 / m2 > 0
                    ? RowEffect.Of(Math.Log(m1 / m2), v1 / (n1 * m1 * m1) + v2 / (n2 * m2 * m2))
                    : RowEffect.Fault("range", "found means of unlike sign or zero, expected two of one sign: their ratio has no logarithm");
            case EffectMeasure.SMD:
                return Standardised(Bias(m) * (m1 - m2) / Math.Sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / m), n1, n2);
            default:
                var correction = Bias(m);
                var g = correction * (m1 - m2) / Math.Sqrt((v1 + v2) / 2);
                var variance = g * g * (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1)) / (2 * (v1 + v2) * (v1 + v2)) + (v1 / (n1 - 1) + v2 / (n2 - 1)) / ((v1 + v2) / 2);
                return RowEffect.Of(g, correction * correction * variance);
        }
    }

    private static RowEffect Standardised(double g, double n1, double n2) => RowEffect.Of(g, 1 / n1 + 1 / n2 + g * g / (2 * (n1 + n2)));

    private static RowEffect? RefuseSizes(double n1, double n2) =>
        n1 < 1 || n2 < 1 || n1 + n2 <= 3 ? RowEffect.Fault("too_few", "found groups too small for a variance, expected at least 1 case each and 4 together") : null;
}
