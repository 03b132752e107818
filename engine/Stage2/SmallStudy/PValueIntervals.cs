using System.Globalization;
using IpdEngine.Stage2.Inference;

namespace IpdEngine.Stage2.SmallStudy;

/// <summary>The intervals in which the p-values of effects fall.</summary>
internal sealed class PValueIntervals
{
    private PValueIntervals(int[] places, int[] counts, double[] critical) => (Places, Counts, Critical) = (places, counts, critical);

    /// <summary>Interval of each effect (k).</summary>
    public int[] Places { get; }

    /// <summary>Effects in each interval (J).</summary>
    public int[] Counts { get; }

    /// <summary>Critical value of each step but the last (J - 1).</summary>
    public double[] Critical { get; }

    /// <summary>The first interval without an effect, or null.</summary>
    public int? Empty => Array.IndexOf(Counts, 0) is >= 0 and var empty ? empty : null;

    /// <summary>Sorted steps that end at 1.</summary>
    /// <exception cref="ArgumentException">A step is not between 0 and 1, or all are 1.</exception>
    public static double[] Steps(IReadOnlyList<double>? steps)
    {
        double[] sorted = [.. (steps ?? [0.025]).Append(1).Distinct().Order()];
        if (sorted.Length < 2 || !(sorted[0] > 0) || !(sorted[^1] <= 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"Found steps {string.Join(", ", steps!)}; expected p-values above 0 and below 1, such as 0.025, 0.5."), nameof(steps));
        return sorted;
    }

    /// <summary>Puts each effect in its interval.</summary>
    /// <param name="y">Effects (k).</param>
    /// <param name="v">Sampling variances (k).</param>
    /// <param name="steps">Sorted steps that end at 1 (J).</param>
    /// <param name="sign">1 where large effects have small p, -1 where small ones have.</param>
    /// <param name="twoSided">True for two-sided p.</param>
    public static PValueIntervals Of(double[] y, double[] v, double[] steps, double sign, bool twoSided)
    {
        var places = new int[y.Length];
        var counts = new int[steps.Length];
        for (var i = 0; i < y.Length; i++)
        {
            var z = sign * y[i] / Math.Sqrt(v[i]);
            var p = twoSided ? 2 * StandardNormal.Upper(Math.Abs(z)) : StandardNormal.Upper(z);
            while (p > steps[places[i]] && places[i] < steps.Length - 1)
                places[i]++;
            counts[places[i]]++;
        }
        return new PValueIntervals(places, counts, [.. steps.SkipLast(1).Select(step => StandardNormal.UpperQuantile(twoSided ? step / 2 : step))]);
    }
}
