using IpdEngine.Numerics.Random;

namespace IpdEngine.Simulation;

/// <summary>
/// The random stream of a place in a simulation: a function of (seed, replicate, study) alone, so that any shard of replicates, on any machine and
/// in any order, draws what the whole would have drawn.
/// </summary>
public static class Streams
{
    /// <summary>Studies within one replicate.</summary>
    public const int MostStudies = 1 << 16;

    /// <summary>The stream at its start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The replicate is negative, or the study not in 0..65535.</exception>
    public static Philox At(ulong seed, int replicate, int study)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicate);
        ArgumentOutOfRangeException.ThrowIfNegative(study);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(study, MostStudies);
        return new Philox(seed, (ulong)replicate * MostStudies + (ulong)study);
    }
}
