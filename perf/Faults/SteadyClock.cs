namespace IpdEngine.Perf.Faults;

/// <summary>A clock that goes on by a millisecond each time it is read.</summary>
internal sealed class SteadyClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
