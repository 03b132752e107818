namespace IpdEngine.Stage2.Effects;

/// <summary>Effects of one family as effects of another; every result is labelled with what was assumed.</summary>
/// <remarks>Borenstein, Hedges, Higgins and Rothstein 2009, Introduction to Meta-Analysis, chapter 7; log odds: Hasselblad and Hedges 1995, Psychol Bull 117:167. Variances by the delta method.</remarks>
public static class Conversions
{
    /// <summary>Standardised mean difference to correlation: r = d / sqrt(d^2 + a), a = (n1 + n2)^2 / (n1 n2), 4 where sizes are equal.</summary>
    /// <exception cref="ArgumentException">A group size is not above 0, or the variance not above 0.</exception>
    public static ConvertedEffect MeanDifferenceToCorrelation(double d, double variance, double n1, double n2)
    {
        Check(variance);
        if (!(n1 > 0 && n2 > 0))
            throw new ArgumentException($"Found group sizes {n1} and {n2}, expected two above 0.", nameof(n1));
        var a = (n1 + n2) * (n1 + n2) / (n1 * n2);
        var sum = d * d + a;
        return new(d / Math.Sqrt(sum), a * a * variance / (sum * sum * sum), "r from d: r = d / sqrt(d^2 + (n1 + n2)^2 / (n1 n2)), two groups cut from a normal variable");
    }

    /// <summary>Correlation to standardised mean difference: d = 2 r / sqrt(1 - r^2), groups of equal size.</summary>
    /// <exception cref="ArgumentException">The correlation is not between -1 and 1, or the variance not above 0.</exception>
    public static ConvertedEffect CorrelationToMeanDifference(double r, double variance)
    {
        Check(variance);
        if (!(Math.Abs(r) < 1))
            throw new ArgumentException($"Found correlation {r}, expected one between -1 and 1.", nameof(r));
        var rest = 1 - r * r;
        return new(2 * r / Math.Sqrt(rest), 4 * variance / (rest * rest * rest), "d from r: d = 2 r / sqrt(1 - r^2), groups of equal size");
    }

    /// <summary>Log odds ratio to standardised mean difference: d = ln OR sqrt(3) / pi, a logistic outcome.</summary>
    /// <exception cref="ArgumentException">The variance is not above 0.</exception>
    public static ConvertedEffect LogOddsToMeanDifference(double logOdds, double variance)
    {
        Check(variance);
        return new(logOdds * Math.Sqrt(3) / Math.PI, variance * 3 / (Math.PI * Math.PI), "d from ln OR: d = ln OR sqrt(3) / pi, logistic outcome");
    }

    /// <summary>Standardised mean difference to log odds ratio: ln OR = d pi / sqrt(3), a logistic outcome.</summary>
    /// <exception cref="ArgumentException">The variance is not above 0.</exception>
    public static ConvertedEffect MeanDifferenceToLogOdds(double d, double variance)
    {
        Check(variance);
        return new(d * Math.PI / Math.Sqrt(3), variance * Math.PI * Math.PI / 3, "ln OR from d: ln OR = d pi / sqrt(3), logistic outcome");
    }

    private static void Check(double variance)
    {
        if (!(variance > 0) || double.IsInfinity(variance))
            throw new ArgumentException($"Found sampling variance {variance}, expected a finite number above 0.", nameof(variance));
    }
}

/// <summary>An effect that was converted, never without its label.</summary>
/// <param name="Yi">The effect on the new scale.</param>
/// <param name="Vi">Its sampling variance.</param>
/// <param name="Label">What it was made from, by which formula and assumption.</param>
public sealed record ConvertedEffect(double Yi, double Vi, string Label);
