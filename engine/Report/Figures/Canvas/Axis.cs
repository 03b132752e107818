namespace IpdEngine.Report.Figures.Canvas;

/// <summary>An axis with round ticks: linear, or of the logarithm of a ratio with ticks at round ratios.</summary>
internal sealed class Axis
{
    // A value this far beyond a tick, in steps, still counts as on it.
    private const double Slack = 1e-9;

    // A range as short as this is a single value, and a value as near to zero is zero.
    private const double Tiny = 1e-12;

    private static readonly double[][] s_ratioHeads = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7], [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9]];

    private readonly double start;
    private readonly double end;
    private readonly bool isRatio;

    /// <summary>A linear axis over a range of values, drawn between two places.</summary>
    /// <param name="low">Smallest value that must be on it.</param>
    /// <param name="high">Largest value that must be on it.</param>
    /// <param name="start">Place of its low end, in pixels.</param>
    /// <param name="end">Place of its high end, in pixels.</param>
    /// <param name="ticks">About how many ticks are wanted.</param>
    public Axis(double low, double high, double start, double end, int ticks)
    {
        (this.start, this.end) = (start, end);
        (low, high) = Widened(low, high, 0.05);
        Step = RoundStep((high - low) / ticks);
        Low = Math.Floor(low / Step + Slack) * Step;
        High = Math.Ceiling(high / Step - Slack) * Step;
        var first = Math.Round(Low / Step);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => (first + i) * Step)];
    }

    private Axis(double low, double high, double start, double end, double step, double[] ticks, bool isRatio)
    {
        (this.start, this.end, this.isRatio) = (start, end, isRatio);
        (Low, High, Ticks, Step) = (low, high, ticks, step);
    }

    /// <summary>Value at the low end.</summary>
    public double Low { get; }

    /// <summary>Value at the high end.</summary>
    public double High { get; }

    /// <summary>Distance of two ticks of a linear axis.</summary>
    public double Step { get; }

    /// <summary>Decimals that tell two ticks of a linear axis apart.</summary>
    public int Decimals => Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));

    /// <summary>Values of the ticks.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis of logarithms whose ticks stand at round ratios.</summary>
    /// <param name="low">Logarithm of the smallest ratio that must be on it.</param>
    /// <param name="high">Logarithm of the largest.</param>
    /// <param name="start">Place of its low end, in pixels.</param>
    /// <param name="end">Place of its high end, in pixels.</param>
    /// <param name="ticks">About how many ticks are wanted.</param>
    public static Axis OfRatio(double low, double high, double start, double end, int ticks)
    {
        (low, high) = Widened(low, high, 0.1);
        var (from, to) = ((int)Math.Floor(low / Math.Log(10)), (int)Math.Ceiling(high / Math.Log(10)));
        var decades = Math.Max(1, (to - from) / ticks);
        foreach (var heads in s_ratioHeads)
        {
            double[] found = [.. Enumerable.Range(from, to - from + 1).Where(power => power % decades == 0)
                .SelectMany(power => heads.Select(head => Math.Log(head) + power * Math.Log(10))).Where(value => value >= low - Slack && value <= high + Slack)];
            if (found.Length >= Math.Max(3, ticks - 3))
                return new Axis(low, high, start, end, high - low, found, true);
        }
        var plain = new Axis(Math.Exp(low), Math.Exp(high), start, end, ticks);
        return new Axis(low, high, start, end, high - low, [.. plain.Ticks.Where(tick => tick > 0).Select(ratio => Math.Log(ratio)).Where(value => value >= low - Slack && value <= high + Slack)], true);
    }

    /// <summary>A linear axis that ends where its range ends, with the round ticks that lie inside.</summary>
    /// <param name="low">Smallest value on it.</param>
    /// <param name="high">Largest value on it.</param>
    /// <param name="start">Place of its low end, in pixels.</param>
    /// <param name="end">Place of its high end, in pixels.</param>
    /// <param name="ticks">About how many ticks are wanted.</param>
    public static Axis Within(double low, double high, double start, double end, int ticks)
    {
        (low, high) = Widened(low, high, 0.05);
        var step = NearestStep((high - low) / ticks);
        var (first, last) = (Math.Ceiling(low / step - Slack), Math.Floor(high / step + Slack));
        return new Axis(low, high, start, end, step, [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)], false);
    }

    /// <summary>An axis of the numbers from 1, each with half a step of room; every n-th has a tick.</summary>
    /// <param name="count">Largest number.</param>
    /// <param name="start">Place of its low end, in pixels.</param>
    /// <param name="end">Place of its high end, in pixels.</param>
    /// <param name="ticks">The most ticks that stand side by side.</param>
    public static Axis OfNumbers(int count, double start, double end, int ticks)
    {
        var every = count <= ticks ? 1 : (int)RoundStep(Math.Max(1.0, 1.6 * count / ticks));
        return new Axis(0.5, count + 0.5, start, end, 1, [.. Enumerable.Range(1, count).Where(number => every == 1 || number % every == 0).Select(number => (double)number)], false);
    }

    /// <summary>Place of a value; values beyond the axis stand at its end.</summary>
    public double At(double value) => start + (Math.Clamp(value, Low, High) - Low) / (High - Low) * (end - start);

    /// <summary>True where a value lies on the axis.</summary>
    public bool Holds(double value) => value >= Low - Slack * Step && value <= High + Slack * Step;

    /// <summary>A tick as it is printed.</summary>
    public string Label(double tick)
    {
        if (isRatio)
            return Numbers.Significant(Math.Exp(tick), 3);
        return Decimals > 5 || Math.Max(Math.Abs(Low), Math.Abs(High)) >= 1e6 ? Numbers.Significant(tick, 3) : Numbers.Fixed(tick, Decimals);
    }

    private static (double Low, double High) Widened(double low, double high, double least)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || high < low)
            throw new ArgumentException($"An axis was to go from {low} to {high}; expected finite limits in order.", nameof(low));
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > 1e-9 * size && high - low > Tiny)
            return (low, high);
        var room = size > Tiny ? 0.1 * size : least;
        return (low - room, high + room);
    }

    /// <summary>The next round step that is not smaller.</summary>
    private static double RoundStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var head = raw / power;
        return (head <= 1 ? 1 : head <= 2 ? 2 : head <= 5 ? 5 : 10) * power;
    }

    /// <summary>The round step whose ratio to what is wanted is nearest to one.</summary>
    private static double NearestStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var head = raw / power;
        return (head < Math.Sqrt(2) ? 1 : head < Math.Sqrt(10) ? 2 : head < Math.Sqrt(50) ? 5 : 10) * power;
    }
}
