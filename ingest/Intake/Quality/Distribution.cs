using IpdEngine.Intake.Instruments;

namespace IpdEngine.Intake.Quality;

/// <summary>How the values of a measure are distributed, over all sessions or in one. Values run as they are stored: alliance up for better, symptoms up for worse.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Session">The session; null: all together, or a measure of participants.</param>
/// <param name="N">Number of values; null where masked.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Sd">Standard deviation, n - 1.</param>
/// <param name="Skew">m3 / s^3, b1 of Joanes and Gill (1998), as R's psych gives it.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="FirstQuartile">Quartile of type 7 of Hyndman and Fan (1996), R's default.</param>
/// <param name="Median">Median.</param>
/// <param name="ThirdQuartile">Quartile, likewise.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Floor">Values at the lowest possible score.</param>
/// <param name="Ceiling">Values at the highest possible score.</param>
/// <param name="FloorShare">Their share.</param>
/// <param name="CeilingShare">Their share.</param>
/// <param name="AtMinimum">Values equal to the smallest.</param>
/// <param name="AtMaximum">Values equal to the largest.</param>
/// <param name="Bins">The histogram; empty for single sessions.</param>
public sealed record Distribution(
    string Measure, int? Session, int? N, double Mean, double Sd, double Skew, double Minimum, double FirstQuartile, double Median, double ThirdQuartile, double Maximum,
    int? Floor, int? Ceiling, double FloorShare, double CeilingShare, int? AtMinimum, int? AtMaximum, IReadOnlyList<HistogramBin> Bins)
{
    /// <summary>Share of values at an end of the scale above which it is flagged (McHorney and Tarlov 1995; Terwee et al. 2007).</summary>
    public const double FlaggedShare = 0.15;

    // What a score may lie off the end of its range by rounding of a prorated mean.
    private const double Slack = 1e-9;

    /// <summary>True where more values than <see cref="FlaggedShare"/> stand at the lowest possible score.</summary>
    public bool HasFloor => FloorShare > FlaggedShare;

    /// <summary>True where more values than <see cref="FlaggedShare"/> stand at the highest possible score.</summary>
    public bool HasCeiling => CeilingShare > FlaggedShare;

    /// <summary>Describes values.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="session">The session, or null.</param>
    /// <param name="values">The values, none missing; they are put in order.</param>
    /// <param name="range">Possible scores.</param>
    /// <param name="bins">True for a histogram.</param>
    internal static Distribution Of(string measure, int? session, Span<double> values, Bounds range, bool bins)
    {
        // In order of size, so that the order of participants does not show in the last digit.
        values.Sort();
        var n = values.Length;
        var (mean, second, third) = (0.0, 0.0, 0.0);
        foreach (var value in values)
            mean += value / n;
        foreach (var value in values)
        {
            var deviation = value - mean;
            second += deviation * deviation;
            third += deviation * deviation * deviation;
        }
        var sd = n > 1 ? Math.Sqrt(second / (n - 1)) : double.NaN;
        var (floor, ceiling) = (0, 0);
        foreach (var value in values)
        {
            floor += value <= range.Minimum + Slack ? 1 : 0;
            ceiling += value >= range.Maximum - Slack ? 1 : 0;
        }
        return new Distribution(measure, session, n, n > 0 ? mean : double.NaN, sd, n > 1 && sd > 0 ? third / n / (sd * sd * sd) : double.NaN,
            n > 0 ? values[0] : double.NaN, Quantile(values, 0.25), Quantile(values, 0.5), Quantile(values, 0.75), n > 0 ? values[^1] : double.NaN,
            floor, ceiling, n > 0 ? (double)floor / n : double.NaN, n > 0 ? (double)ceiling / n : double.NaN,
            n > 0 ? values.Count(values[0]) : 0, n > 0 ? values.Count(values[^1]) : 0, bins ? HistogramBin.Of(values, range) : []);
    }

    internal Distribution Masked() => this with
    {
        N = SmallCells.Count(N),
        Mean = SmallCells.Figure(Mean, N),
        Sd = SmallCells.Figure(Sd, N),
        Skew = SmallCells.Figure(Skew, N),
        Minimum = SmallCells.Figure(Minimum, AtMinimum),
        FirstQuartile = SmallCells.Figure(FirstQuartile, N, SmallCells.FewestForQuartiles),
        Median = SmallCells.Figure(Median, N, SmallCells.FewestForQuartiles),
        ThirdQuartile = SmallCells.Figure(ThirdQuartile, N, SmallCells.FewestForQuartiles),
        Maximum = SmallCells.Figure(Maximum, AtMaximum),
        AtMinimum = SmallCells.Count(AtMinimum),
        AtMaximum = SmallCells.Count(AtMaximum),
        Floor = SmallCells.Count(Floor),
        Ceiling = SmallCells.Count(Ceiling),
        FloorShare = SmallCells.Share(Floor, N),
        CeilingShare = SmallCells.Share(Ceiling, N),
        Bins = [.. Bins.Select(bin => bin with { Count = SmallCells.Count(bin.Count) })],
    };

    private static double Quantile(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty)
            return double.NaN;
        var place = (sorted.Length - 1) * p;
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
