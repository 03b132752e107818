namespace IpdEngine.Simulation;

/// <summary>Runs the replicates of a simulation on all cores and gives them back in order: what is summed from them is the same to the bit for any number of workers.</summary>
public static class Replicates
{
    /// <summary>Runs replicates first .. first + count - 1.</summary>
    /// <typeparam name="T">What one replicate gives.</typeparam>
    /// <param name="first">First replicate of the shard.</param>
    /// <param name="count">Replicates in the shard.</param>
    /// <param name="workers">Replicates at once, at least 1.</param>
    /// <param name="one">One replicate by its number; called from any thread.</param>
    /// <param name="cancellation">Ends the run early.</param>
    public static IReadOnlyList<T> Run<T>(int first, int count, int workers, Func<int, T> one, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var results = new T[count];
        var next = -1;
        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                results[i] = one(first + i);
            }
        }

        Parallel.For(0, Math.Max(1, Math.Min(workers, count)), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, _ => Work());
        return results;
    }
}
