namespace IpdEngine.Simulation;

/// <summary>A share of replicates with its Monte Carlo error.</summary>
/// <param name="Count">Replicates in which it happened.</param>
/// <param name="Total">Replicates in which it could.</param>
public readonly record struct Rate(int Count, int Total)
{
    /// <summary>The share, 0 to 1; NaN without replicates.</summary>
    public double Share => Total == 0 ? double.NaN : (double)Count / Total;

    /// <summary>
    /// Its Monte Carlo standard error sqrt(p (1 - p) / n). Morris, White and Crowther (2019), doi 10.1002/sim.8086, table 6. Where nothing or everything
    /// happened it is taken at half a replicate from the end, so that it never says 0.
    /// </summary>
    public double Error
    {
        get
        {
            if (Total == 0)
                return double.NaN;
            var share = Math.Clamp(Share, 0.5 / Total, 1 - 0.5 / Total);
            return Math.Sqrt(share * (1 - share) / Total);
        }
    }

    /// <summary>The rate of those for which a condition holds.</summary>
    public static Rate Of<T>(IEnumerable<T> all, Func<T, bool> happened)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(happened);
        var (count, total) = (0, 0);
        foreach (var one in all)
        {
            total++;
            count += happened(one) ? 1 : 0;
        }

        return new Rate(count, total);
    }
}
