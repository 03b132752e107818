namespace IpdEngine.Panel.Waves;

/// <summary>The sessions that an analysis looks at, both ends included.</summary>
public readonly record struct SessionWindow
{
    /// <summary>A window from <paramref name="first"/> to <paramref name="last"/>.</summary>
    /// <exception cref="ArgumentException">The last session stands before the first.</exception>
    public SessionWindow(int first, int last)
    {
        if (last < first)
            throw new ArgumentException($"found a window from session {first} to {last}, expected the last not before the first", nameof(last));
        (First, Last) = (first, last);
    }

    /// <summary>First session.</summary>
    public int First { get; }

    /// <summary>Last session.</summary>
    public int Last { get; }

    /// <summary>True for a session of the window.</summary>
    public bool Contains(int session) => First <= session && session <= Last;
}
