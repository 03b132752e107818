namespace IpdEngine.Report.Figures;

/// <summary>A linear axis with round ticks.</summary>
internal sealed class Axis
{
    // A value this far beyond a tick, in steps, still counts as on it.
    private const double Slack = 1e-9;

    private readonly double left;
    private readonly double right;

    /// <summary>An axis over a range of values, drawn between two places.</summary>
    /// <param name="low">Smallest value that must be on it.</param>
    /// <param name="high">Largest value that must be on it.</param>
    /// <param name="left">Place of its low end, in pixels.</param>
    /// <param name="right">Place of its high end, in pixels.</param>
    /// <param name="ticks">About how many ticks are wanted.</param>
    public Axis(double low, double high, double left, double right, int ticks)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || high < low)
            throw new ArgumentException($"An axis was to go from {low} to {high}; expected finite limits in order.", nameof(low));
        this.left = left;
        this.right = right;
        if (high - low < 1e-6)
            (low, high) = (low - 0.05, high + 0.05);
        Step = RoundStep((high - low) / ticks);
        Low = Math.Floor(low / Step + Slack) * Step;
        High = Math.Ceiling(high / Step - Slack) * Step;
    }

    /// <summary>Value at the low end.</summary>
    public double Low { get; }

    /// <summary>Value at the high end.</summary>
    public double High { get; }

    /// <summary>Distance of two ticks.</summary>
    public double Step { get; }

    /// <summary>Decimals that tell two ticks apart.</summary>
    public int Decimals => Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));

    /// <summary>Values of the ticks.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            var count = (int)Math.Round((High - Low) / Step);
            for (var i = 0; i <= count; i++)
                yield return Math.Round(Low + i * Step, 10);
        }
    }

    /// <summary>Place of a value; values beyond the axis stand at its end.</summary>
    public double At(double value) => left + (Math.Clamp(value, Low, High) - Low) / (High - Low) * (right - left);

    /// <summary>True where a value lies on the axis.</summary>
    public bool Holds(double value) => value >= Low - Slack * Step && value <= High + Slack * Step;

    private static double RoundStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var head = raw / power;
        return (head <= 1 ? 1 : head <= 2 ? 2 : head <= 5 ? 5 : 10) * power;
    }
}
