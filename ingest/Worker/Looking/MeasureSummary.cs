using IpdEngine.Intake.Description;

namespace IpdEngine.Worker.Looking;

/// <summary>How the scores of a measure are distributed, in the direction in which they are stored.</summary>
/// <param name="Name">The measure.</param>
/// <param name="Instrument">Code of its instrument.</param>
/// <param name="Low">Lowest possible score.</param>
/// <param name="High">Highest possible score.</param>
/// <param name="HigherIsBetter">True where a higher stored score is better for the patient.</param>
/// <param name="IsReflected">True where scores were turned round.</param>
/// <param name="Count">Scores.</param>
/// <param name="Missing">Rows without one.</param>
/// <param name="Mean">Mean; NaN without scores.</param>
/// <param name="Sd">Standard deviation (n - 1); NaN with fewer than two.</param>
/// <param name="Minimum">Lowest score; NaN without scores.</param>
/// <param name="Maximum">Highest score.</param>
/// <param name="AtFloor">Share at the lowest possible score; NaN without scores.</param>
/// <param name="AtCeiling">Share at the highest possible score.</param>
/// <param name="Bins">Counts over <see cref="BinCount"/> equal parts of the possible range.</param>
internal sealed record MeasureSummary(
    string Name, string Instrument, double Low, double High, bool HigherIsBetter, bool IsReflected, int Count, int Missing, double Mean, double Sd, double Minimum, double Maximum,
    double AtFloor, double AtCeiling, IReadOnlyList<int> Bins)
{
    public const int BinCount = 20;

    public static MeasureSummary Of(string name, MeasureDescription measure, ReadOnlySpan<double> values)
    {
        // A described measure has its range: without it the description is refused.
        var range = measure.Instrument.ScoreRange!.Value;
        var (count, sum, low, high, floor, ceiling) = (0, 0.0, double.PositiveInfinity, double.NegativeInfinity, 0, 0);
        var bins = new int[BinCount];
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                continue;
            (count, sum, low, high) = (count + 1, sum + value, Math.Min(low, value), Math.Max(high, value));
            floor += value <= range.Minimum ? 1 : 0;
            ceiling += value >= range.Maximum ? 1 : 0;
            bins[Math.Clamp((int)(BinCount * (value - range.Minimum) / (range.Maximum - range.Minimum)), 0, BinCount - 1)]++;
        }
        var (mean, squares) = (sum / count, 0.0);
        foreach (var value in values)
            squares += double.IsNaN(value) ? 0 : (value - mean) * (value - mean);
        return new MeasureSummary(
            name, measure.Instrument.Code, range.Minimum, range.Maximum, measure.IsReflected != measure.Instrument.HigherIsBetter, measure.IsReflected, count, values.Length - count,
            count == 0 ? double.NaN : mean, count < 2 ? double.NaN : Math.Sqrt(squares / (count - 1)), count == 0 ? double.NaN : low, count == 0 ? double.NaN : high,
            (double)floor / count, (double)ceiling / count, bins);
    }
}
