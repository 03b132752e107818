namespace IpdEngine.Panel.Waves;

/// <summary>The sessions of a window at which anybody was measured: the waves of a study's own panel model.</summary>
/// <param name="Sessions">Session numbers, rising.</param>
/// <param name="Spacing">Greatest common divisor of the steps between them: 1, or 2 where every second session was measured; 0 for fewer than two waves.</param>
public sealed record ObservedWaves(IReadOnlyList<int> Sessions, int Spacing)
{
    /// <summary>True where every step equals <see cref="Spacing"/>: no wave is missing as a whole.</summary>
    public bool Regular => Sessions.Count < 2 || Sessions[^1] - Sessions[0] == (Sessions.Count - 1) * Spacing;

    /// <summary>The waves of a study in a window.</summary>
    public static ObservedWaves Of(SessionTable sessions, SessionWindow window)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        var seen = new SortedSet<int>();
        foreach (var session in sessions.Session)
            if (window.Contains(session))
                seen.Add(session);
        int[] waves = [.. seen];
        var spacing = 0;
        for (var i = 1; i < waves.Length; i++)
            spacing = GreatestCommonDivisor(spacing, waves[i] - waves[i - 1]);
        return new ObservedWaves(waves, spacing);
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
