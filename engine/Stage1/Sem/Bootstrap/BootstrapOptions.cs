namespace IpdEngine.Stage1.Sem.Bootstrap;

/// <summary>How a bootstrap is drawn.</summary>
/// <param name="Draws">Number of draws; at least 1.</param>
/// <param name="Seed">Draw r takes its random numbers from (seed, r) alone: the same on any machine, thread count and order.</param>
/// <param name="Level">Level of the intervals, between 0.5 and 1.</param>
/// <param name="Workers">Draws at once; it changes the time alone.</param>
public sealed record BootstrapOptions(int Draws = 1000, ulong Seed = 1, double Level = 0.95, int Workers = 1)
{
    /// <summary>Checks every number.</summary>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal void Require()
    {
        if (Draws is < 1 or > 1_000_000)
            throw new ArgumentException($"found {Draws} draws, expected 1 to 1,000,000", nameof(Draws));
        if (!(Level > 0.5 && Level < 1))
            throw new ArgumentException($"found level {Level}, expected one between 0.5 and 1", nameof(Level));
        if (Workers < 1)
            throw new ArgumentException($"found {Workers} workers, expected at least 1", nameof(Workers));
    }
}
