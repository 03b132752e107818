namespace IpdEngine.Report.Figures.Canvas;

/// <summary>What an axis must hold.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>Its length.</summary>
    public double Length => High - Low;

    /// <summary>The range of values; those that are not finite do not count.</summary>
    public static Extent Of(IEnumerable<double> values)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
            if (double.IsFinite(value))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return low <= high ? new Extent(low, high) : new Extent(0, 0);
    }

    /// <summary>The range with room at both ends, as a share of its length.</summary>
    public Extent Padded(double share) => new(Low - share * Length, High + share * Length);

    /// <summary>
    /// The largest of some values that a reader can still compare with the others: where one of the larger half is five times the next smaller one, those from there
    /// on are left beyond the axis.
    /// </summary>
    public static double Reach(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        for (var i = sorted.Length / 2; i + 1 < sorted.Length; i++)
            if (i > 0 && sorted[i + 1] > 5 * sorted[i])
                return sorted[i];
        return sorted[^1];
    }
}
