using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Quality;

/// <summary>A bin of a histogram: from its lower end up to its upper, the last with both.</summary>
/// <param name="From">Lower end, in instrument units.</param>
/// <param name="To">Upper end.</param>
/// <param name="Count">Values in it; null where masked.</param>
public sealed record HistogramBin(double From, double To, int? Count)
{
    private const int MostBins = 32;

    /// <summary>Bins of one round width over the possible scores; whole numbers stand in the middle of theirs.</summary>
    /// <param name="sorted">Values in order of size.</param>
    /// <param name="range">Possible scores.</param>
    internal static HistogramBin[] Of(ReadOnlySpan<double> sorted, Bounds range)
    {
        var whole = range.Minimum == Math.Floor(range.Minimum) && range.Maximum == Math.Floor(range.Maximum);
        foreach (var value in sorted)
            whole &= value == Math.Floor(value);
        var (low, high) = whole ? (range.Minimum - 0.5, range.Maximum + 0.5) : (range.Minimum, range.Maximum);
        var width = RoundWidth((high - low) / MostBins, whole);
        var counts = new int[Math.Max(1, (int)Math.Ceiling((high - low) / width - 1e-9))];
        foreach (var value in sorted)
            counts[Math.Clamp((int)Math.Floor((value - low) / width + 1e-9), 0, counts.Length - 1)]++;
        return [.. counts.Select((count, i) => new HistogramBin(Rounded(low + i * width), Rounded(i + 1 < counts.Length ? low + (i + 1) * width : Math.Max(high, low + (i + 1) * width)), count))];
    }

    private static double RoundWidth(double least, bool whole)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        foreach (var head in (double[])[1, 2, 2.5, 5, 10])
            if (head * power >= least - 1e-12 && (!whole || (head * power >= 1 && head * power == Math.Floor(head * power))))
                return head * power;
        return whole ? 1 : 10 * power;
    }

    private static double Rounded(double end) => Math.Round(end, 10);
}
